namespace Pipeline.Sdk.Dashboard;

/// <summary>The words that reports may use.</summary>
internal static class Outcomes
{
    public const string Succeeded = "succeeded";
    public const string Running = "running";

    public static readonly string[] OfDeployments = [Succeeded, "failed", "rolled-back", Running, "superseded"];

    public static readonly string[] OfRuns = [Succeeded, "failed", "cancelled", "refused", Running];

    public static readonly string[] Kinds = ["deploy", "rollback"];
}
