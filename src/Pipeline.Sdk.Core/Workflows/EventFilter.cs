using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>Which pushes or pull requests start a workflow. Empty lists do not filter. <c>*</c> in a pattern stands for any text.</summary>
public sealed record EventFilter
{
    /// <summary>Branches that start it: <c>main</c>, <c>release/*</c>. For a pull request: the branch that it goes to.</summary>
    public ImmutableArray<string> Branches { get; init; } = [];

    /// <summary>Branches that do not start it.</summary>
    public ImmutableArray<string> IgnoredBranches { get; init; } = [];

    /// <summary>Paths that start it when one of them has changed: <c>src/**</c>. <c>**</c> stands for any folders.</summary>
    public ImmutableArray<string> Paths { get; init; } = [];

    /// <summary>Paths whose change alone does not start it.</summary>
    public ImmutableArray<string> IgnoredPaths { get; init; } = [];
}
