namespace Pipeline.Sdk;

/// <summary>A remark on a place in the sources, for the summary and for CI hosts that show it beside the line.</summary>
/// <param name="Severity">Error or warning.</param>
/// <param name="Message">What to tell.</param>
/// <param name="File">Path of the file, relative to the repository's root, or null.</param>
/// <param name="Line">Line, from 1, or null.</param>
/// <param name="Column">Column, from 1, or null.</param>
/// <param name="Title">A short heading, such as the test's name or the compiler's code, or null.</param>
public sealed record Annotation(
    DiagnosticSeverity Severity,
    string Message,
    string? File = null,
    int? Line = null,
    int? Column = null,
    string? Title = null);
