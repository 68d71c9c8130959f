using System.Collections.Immutable;
using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>The traffic moves in weighted steps, each of which is judged. Every method returns a new strategy.</summary>
public sealed record CanaryStrategy : IDeploymentStrategy
{
    internal CanaryStrategy()
    {
    }

    /// <inheritdoc/>
    public string Name => "canary";

    internal ImmutableArray<double> Percents { get; init; } = [];

    internal JudgeOptions Judge { get; init; } = new();

    internal TimeSpan AtLeast { get; init; }

    internal TrafficSpec Traffic { get; init; } = new();

    internal (IGate Gate, TimeSpan Within)? Before { get; init; }

    /// <summary>Says how the release is judged.</summary>
    /// <param name="change">Changes the default: <c>judge => judge with { MinimumRequests = 500 }</c>.</param>
    public CanaryStrategy Judged(Func<JudgeOptions, JudgeOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { Judge = JudgeRules.Check(change(Judge)) };
    }

    /// <summary>Says how long every step is watched at least.</summary>
    /// <param name="time">The time; the default is as long as the verdict takes.</param>
    public CanaryStrategy Hold(TimeSpan time) => this with { AtLeast = time };

    /// <summary>Sends requests with a header to the new release from the first step on, whatever its share.</summary>
    /// <param name="name">The header.</param>
    /// <param name="value">The value it must have; null takes any.</param>
    public CanaryStrategy TestersByHeader(string name, string? value = null) => Testers(new RequestMatch(new RequestKey(false, name), value));

    /// <summary>Sends requests with a cookie to the new release from the first step on, whatever its share.</summary>
    /// <param name="name">The cookie.</param>
    /// <param name="value">The value it must have; null takes any.</param>
    public CanaryStrategy TestersByCookie(string name, string? value = null) => Testers(new RequestMatch(new RequestKey(true, name), value));

    /// <summary>Keeps every sender on one release, by a header that names the sender.</summary>
    /// <param name="name">The header; requests without it are drawn anew each time.</param>
    public CanaryStrategy StickyByHeader(string name) => this with { Traffic = Traffic with { Sticky = new RequestKey(false, name) } };

    /// <summary>Keeps every sender on one release, by a cookie that names the sender.</summary>
    /// <param name="name">The cookie; requests without it are drawn anew each time.</param>
    public CanaryStrategy StickyByCookie(string name) => this with { Traffic = Traffic with { Sticky = new RequestKey(true, name) } };

    /// <summary>Holds before the promotion until a gate opens; the release is judged meanwhile, and taken back when it fails.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="within">How long it may take.</param>
    public CanaryStrategy PromoteWhen(IGate gate, TimeSpan within)
    {
        ArgumentNullException.ThrowIfNull(gate);
        return this with { Before = (gate, within) };
    }

    /// <inheritdoc/>
    public ImmutableArray<RolloutStep> Plan(RolloutFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (!facts.HasLive)
            return FirstDeployment.Plan(facts);

        var steps = ImmutableArray.CreateBuilder<RolloutStep>();
        steps.Add(RolloutStep.Start(facts.Replicas));
        if (facts.HasSmokeTests)
            steps.Add(RolloutStep.SmokeTests());
        foreach (var percent in Percents)
        {
            steps.Add(RolloutStep.Share(Traffic with { Percent = percent }));

            // Testers alone are no sample: their step lasts as long as it is told to.
            if (percent > 0)
                steps.Add(RolloutStep.JudgeBy(Judge, AtLeast));
            else if (AtLeast > TimeSpan.Zero)
                steps.Add(RolloutStep.Wait(AtLeast));
        }

        if (Before is { } before)
            steps.Add(RolloutStep.Until(before.Gate, before.Within, Judge));
        steps.Add(RolloutStep.Promote());
        return steps.ToImmutable();
    }

    private CanaryStrategy Testers(RequestMatch match) => this with { Traffic = Traffic with { Testers = Traffic.Testers.Add(match) } };
}
