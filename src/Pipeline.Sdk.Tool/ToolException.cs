namespace Pipeline.Sdk.Tool;

/// <summary>The tool cannot do what was asked for; the message names the culprit and the way out.</summary>
/// <param name="code">A stable code, documented in <c>docs/diagnostics.md</c>.</param>
/// <param name="message">One or more full sentences for a person.</param>
internal sealed class ToolException(string code, string message) : Exception($"error {code}: {message}")
{
    /// <summary>Wrong usage, as of a pipeline's own command line.</summary>
    public const int ExitCode = 2;
}
