using System.Collections.Immutable;
using Pipeline.Sdk.Generation.Locking;
using Pipeline.Sdk.Generation.Setup;

namespace Pipeline.Sdk.Generation;

/// <summary>Everything that a pipeline's workflows become.</summary>
internal sealed record GenerationResult
{
    /// <summary>The files, in the order of declaration.</summary>
    public required ImmutableArray<GeneratedFile> Files { get; init; }

    /// <summary>What is told and hinders nothing.</summary>
    public required ImmutableArray<Diagnostic> Warnings { get; init; }

    /// <summary>The lock that the files were made with, actions that it lacked added.</summary>
    public required ActionLock Lock { get; init; }

    /// <summary>Whether a file uses actions of the lock.</summary>
    public required bool UsesActions { get; init; }

    /// <summary>What becomes of each workflow in each dialect.</summary>
    public required ImmutableArray<DialectReport> Reports { get; init; }
}
