using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>The definition or the invocation is invalid: nothing has run. The process ends with exit code 2.</summary>
public sealed class InvalidPipelineException : Exception
{
    /// <summary>Creates the exception from all findings at once.</summary>
    /// <param name="diagnostics">At least one error; warnings may be among them.</param>
    public InvalidPipelineException(ImmutableArray<Diagnostic> diagnostics)
        : base(string.Join('\n', diagnostics.Select(diagnostic => diagnostic.ToString()))) => Diagnostics = diagnostics;

    /// <summary>Everything that was found, in the order of the definition.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }
}
