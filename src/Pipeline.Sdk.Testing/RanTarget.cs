using System.Collections.Immutable;

namespace Pipeline.Sdk.Testing;

/// <summary>What became of a target.</summary>
public sealed record RanTarget
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary><c>succeeded</c>, <c>failed</c>, <c>cancelled</c>, <c>skipped</c>, <c>cached</c>, <c>provided</c> or <c>not run</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>What failed, or why it was left out.</summary>
    public required string Reason { get; init; }

    /// <summary>The code of its failure, or null.</summary>
    public string? Code { get; init; }

    /// <summary>How often it was tried; 0 when it did not start.</summary>
    public int Attempts { get; init; }

    /// <summary>What it said of places in the sources.</summary>
    public ImmutableArray<Annotation> Annotations { get; init; } = [];

    /// <summary>The files that its output consists of, relative to the root.</summary>
    public ImmutableArray<string> Artifacts { get; init; } = [];
}
