using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>The NuGet packages that one call of <see cref="DotNetTool.Pack"/> made.</summary>
public sealed record PackedPackages : IFileBacked
{
    /// <summary>Their version.</summary>
    public required SemanticVersion Version { get; init; }

    /// <summary>The files, symbol packages among them, relative to the repository's root, parts separated by <c>/</c>, in ordinal order.</summary>
    public required ImmutableArray<string> Paths { get; init; }
}
