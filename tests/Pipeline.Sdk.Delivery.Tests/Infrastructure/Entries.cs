namespace Pipeline.Sdk.Delivery.Tests;

/// <summary>Journal entries as deployments write them.</summary>
internal static class Entries
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 3, 15, 0, TimeSpan.Zero);

    public static JournalEntry Entry(
        string deployment, JournalStep step, string version = "1.0.0", DeploymentKind kind = DeploymentKind.Deploy, string service = "orders", int seconds = 0, string? message = null) => new()
        {
            At = Start.AddSeconds(seconds),
            Deployment = deployment,
            Step = step,
            Kind = kind,
            Service = service,
            Version = version,
            Digest = "sha256:" + version,
            EntryPoint = "Orders.dll",
            Actor = "ada",
            Commit = new string('a', 40),
            RunId = "run-of-" + deployment,
            Message = message,
        };

    /// <summary>A deployment from its beginning to its verdict.</summary>
    public static IEnumerable<JournalEntry> Whole(string deployment, string version, JournalStep verdict = JournalStep.Succeeded, DeploymentKind kind = DeploymentKind.Deploy, string service = "orders") =>
        [Entry(deployment, JournalStep.Begin, version, kind, service), Entry(deployment, JournalStep.Switch, version, kind, service, 1), Entry(deployment, verdict, version, kind, service, 2)];
}
