namespace Pipeline.Sdk;

/// <summary>One coded finding: names the culprit, says what is valid and how to mend it.</summary>
/// <param name="Code">A stable code of the form <c>PIPE0102</c>, documented in <c>docs/diagnostics.md</c>.</param>
/// <param name="Message">One or more full sentences for a person.</param>
/// <param name="Severity">Errors stop everything before anything runs; the default is <see cref="DiagnosticSeverity.Error"/>.</param>
/// <param name="Source">Where in the definition the culprit stands, when that is known.</param>
public sealed record Diagnostic(
    string Code,
    string Message,
    DiagnosticSeverity Severity = DiagnosticSeverity.Error,
    SourceLine? Source = null)
{
    /// <summary>The form that compilers use and editors understand: <c>Build.cs(12): error PIPE0102: …</c>.</summary>
    public override string ToString()
    {
        var severity = Severity == DiagnosticSeverity.Error ? "error" : "warning";
        return Source is { } source ? $"{source}: {severity} {Code}: {Message}" : $"{severity} {Code}: {Message}";
    }
}
