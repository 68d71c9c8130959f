using System.Collections.Immutable;

namespace Pipeline.Sdk.Planning;

/// <summary>What was asked for, still as text.</summary>
internal sealed record Invocation
{
    /// <summary>The targets asked for, as typed; empty takes the default target.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>The environment asked for, as typed, or null.</summary>
    public string? Environment { get; init; }

    /// <summary>Parameters given on the command line: name → text.</summary>
    public ImmutableDictionary<string, string> Parameters { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Targets to leave out, as typed.</summary>
    public ImmutableArray<string> Skip { get; init; } = [];

    /// <summary>Whether only the targets asked for run, without what they depend on.</summary>
    public bool Only { get; init; }
}
