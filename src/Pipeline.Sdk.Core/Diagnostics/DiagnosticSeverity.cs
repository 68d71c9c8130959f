namespace Pipeline.Sdk;

/// <summary>How much a <see cref="Diagnostic"/> matters.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The pipeline is valid; something deserves attention.</summary>
    Warning,

    /// <summary>Nothing runs until this is mended.</summary>
    Error,
}
