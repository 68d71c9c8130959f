namespace Pipeline.Sdk.Tests;

/// <summary>How one start of a pipeline program ended.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    /// <summary>The codes of the messages on standard error, in their order.</summary>
    public IReadOnlyList<string> Codes =>
        [.. Error.Split('\n').Where(line => line.Contains("PIPE", StringComparison.Ordinal)).Select(line => line.Substring(line.IndexOf("PIPE", StringComparison.Ordinal), 8))];
}
