namespace Pipeline.Sdk.Generation;

/// <summary>How results travel from job to job: one tar per job, one artifact per tar.</summary>
internal static class HandOff
{
    public const string Folder = ".pipeline/hand-off";

    public static string Artifact(string job) => "results-" + job;

    public static string FileName(string job) => job + ".tar";

    public static string File(string job) => $"{Folder}/{FileName(job)}";
}
