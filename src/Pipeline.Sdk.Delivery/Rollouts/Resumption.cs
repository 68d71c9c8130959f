using System.Collections.Immutable;
using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>Says whether a deployment without a verdict can go on: it is the same release by the same steps, and what its next step rests on is still there.</summary>
/// <param name="release">The release that is wanted now.</param>
/// <param name="plan">Makes the steps of the strategy that is declared now.</param>
internal sealed class Resumption(Release release, Func<bool, ImmutableArray<RolloutStep>> plan)
{
    /// <summary>Null when it has to be taken back.</summary>
    /// <param name="open">Its last entry.</param>
    /// <param name="history">All entries of its service.</param>
    /// <param name="service">What runs.</param>
    public ResumePoint? Of(JournalEntry open, DeploymentHistory history, ServiceStatus service)
    {
        if (open.Kind != DeploymentKind.Deploy || open.Digest != release.Digest || open.Step == JournalStep.TakeBack || history.LastIndexOf(open.Deployment) is not { } index)
            return null;

        // Whether a release was live when it began cannot be told from what is live now; its own plan tells.
        var begun = history.BeginOf(open.Deployment).Plan ?? [];
        var steps = new[] { plan(true), plan(false) }.FirstOrDefault(steps => steps.Select(step => step.Text).SequenceEqual(begun));
        if (steps.IsDefault || index >= steps.Length)
            return null;

        var start = steps.TakeWhile(step => step.Action != RolloutAction.Start).Count();
        return index <= start || service.Slots.Any(slot => slot.Id == open.Deployment) ? new ResumePoint(open.Deployment, steps, index) : null;
    }
}
