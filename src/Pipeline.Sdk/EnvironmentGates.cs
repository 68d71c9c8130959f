using Pipeline.Sdk.Delivery;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk;

/// <summary>Asks the gates of an environment before anything runs. What needs the release's digest to decide is asked again before it goes live.</summary>
/// <param name="host">The world.</param>
internal sealed class EnvironmentGates(ProgramHost host)
{
    /// <summary>True when the plan may run. It waits as long as a gate says.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="named">The releases that are known already, by service.</param>
    public bool Ask(Plan plan, IReadOnlyList<KeyValuePair<string, Release>> named)
    {
        // Nothing of deliveries is loaded for a plan that changes nothing, or an environment without gates.
        if (plan.Environment is not { Gates.IsEmpty: false } environment)
            return true;

        var changing = plan.Steps.Where(step => step.Disposition == StepDisposition.Run && step.Target.Definition is { ChangesEnvironment: true, Draft.PassesGates: false }).Select(step => step.Name).ToList();
        return changing.Count == 0 || AskAsync(environment, string.Join(", ", changing), named).GetAwaiter().GetResult();
    }

    private async Task<bool> AskAsync(DeploymentEnvironment environment, string changing, IReadOnlyList<KeyValuePair<string, Release>> named)
    {
        var facts = new WorldFacts(host).ForRun("", host.Clock.GetUtcNow());
        var gates = new GateKeeper(environment, facts, host.Clock, known => LocalRecords.Of(StateHome.Of(host.Root, host.Variable), known));
        var refusals = named.Count == 0 ? await gates.PassAsync(null, null, null, Waiting, host.Ended).ConfigureAwait(false) : [];
        foreach (var (service, release) in named)
            refusals = refusals.AddRange(await gates.PassAsync(service, release.Version.ToString(), release.Digest, Waiting, host.Ended).ConfigureAwait(false));
        if (refusals.Length > 0)
            host.Error.WriteLine($"error PIPE0603: {changing} must not change '{environment.Name}' now. Nothing has run.\n  {string.Join("\n  ", refusals)}");
        return refusals.Length == 0;

        void Waiting(DateTimeOffset until)
        {
            host.Output.WriteLine($"Waiting until {GateText.Time(until)} before {changing} changes '{environment.Name}'; Ctrl-C ends it, and nothing has run.");
            host.Output.Flush();
        }
    }
}
