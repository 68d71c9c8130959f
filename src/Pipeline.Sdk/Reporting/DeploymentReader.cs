using System.Collections.Immutable;
using Pipeline.Sdk.Delivery;
using Pipeline.Sdk.History;

namespace Pipeline.Sdk.Reporting;

/// <summary>Reads what a run did to its environment from the journal on this machine.</summary>
internal static class DeploymentReader
{
    /// <summary>The deployments of a run, in the order of their beginnings.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stateHome">Where the environments of the checkout keep their state.</param>
    public static ImmutableArray<ReportedDeployment> Read(RunRecord run, Func<string> stateHome)
    {
        // A record names its environment; a name that is no folder's can come only from a record that was tampered with.
        if (run.Environment is not { Length: > 0 } environment || environment.AsSpan().ContainsAny('/', '\\') || environment is "." or "..")
            return [];

        var entries = new DeploymentJournal(Path.Combine(stateHome(), environment, LocalEnvironment.JournalFile)).Read();
        return [.. entries.Where(entry => entry.RunId == run.Id).GroupBy(entry => entry.Deployment, StringComparer.Ordinal).Select(group => Of([.. group]))];
    }

    private static ReportedDeployment Of(ImmutableArray<JournalEntry> entries)
    {
        var (first, last) = (entries[0], entries[^1]);
        return new ReportedDeployment
        {
            Kind = first.Kind == DeploymentKind.Rollback ? "Rollback" : "Deployment",
            Service = first.Service,
            Version = first.Version,
            Digest = first.Digest,
            Strategy = first.Strategy,
            Steps = [.. entries.Select(entry => new ReportedDeploymentStep(Name(entry.Step), entry.At - first.At, entry.Message ?? "", Tone(entry), Share(entry)))],
            Succeeded = last.Step switch { JournalStep.Succeeded => true, JournalStep.Failed => false, _ => null },
        };
    }

    private static string Name(JournalStep step) => step switch
    {
        JournalStep.Begin => "begin",
        JournalStep.Store => "store the release",
        JournalStep.Start => "start instances",
        JournalStep.Scale => "change instances",
        JournalStep.Smoke => "smoke test",
        JournalStep.Share => "share traffic",
        JournalStep.Judge => "judge",
        JournalStep.Evidence => "evidence",
        JournalStep.Verdict => "verdict",
        JournalStep.Wait => "wait",
        JournalStep.TakeBack => "take back",
        JournalStep.Switch => "switch all traffic",
        JournalStep.ReadBack => "read back",
        JournalStep.Succeeded => "succeeded",
        _ => "failed",
    };

    private static DeploymentTone Tone(JournalEntry entry) => entry.Step switch
    {
        JournalStep.Succeeded => DeploymentTone.Good,
        JournalStep.Failed or JournalStep.TakeBack => DeploymentTone.Bad,
        JournalStep.Verdict when entry.Message?.StartsWith("pass", StringComparison.Ordinal) == true => DeploymentTone.Good,
        JournalStep.Verdict when entry.Message?.StartsWith("fail", StringComparison.Ordinal) == true => DeploymentTone.Bad,
        JournalStep.Verdict => DeploymentTone.Open,
        _ => DeploymentTone.Step,
    };

    private static double? Share(JournalEntry entry) => entry.Step switch
    {
        JournalStep.Begin or JournalStep.TakeBack => 0,
        JournalStep.Switch => 100,
        _ => entry.Percent,
    };
}
