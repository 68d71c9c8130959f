using System.Collections.Immutable;

namespace Pipeline.Sdk.Definition;

/// <summary>
/// What the result of a target rests on and what it consists of: with it the result of an earlier run can take the place of running the target again.
/// Parameters, secrets' names, the environment and the results of other targets come from the edges and are not repeated here.
/// </summary>
internal sealed record ResultRule
{
    /// <summary>The files that it reads, as patterns relative to the root; one that begins with <c>!</c> takes files out again.</summary>
    public ImmutableArray<string> Inputs { get; init; } = [];

    /// <summary>What names more patterns when it is asked: the projects that a project references.</summary>
    public ImmutableArray<InputSource> Sources { get; init; } = [];

    /// <summary>The files that it leaves, as patterns; null when the author did not say, empty when it leaves none.</summary>
    public ImmutableArray<string>? Outputs { get; init; }

    /// <summary>The environment variables that it or its programs read.</summary>
    public ImmutableArray<string> Variables { get; init; } = [];

    /// <summary>The programs whose version matters.</summary>
    public ImmutableArray<string> Tools { get; init; } = [];

    /// <summary>What stands for the build program, or null for the program itself.</summary>
    public string? Version { get; init; }

    /// <summary>Whether the result is the same on every operating system and architecture.</summary>
    public bool IsPortable { get; init; }

    /// <summary>Whether anything that it reads is declared.</summary>
    public bool HasInputs => !Inputs.IsEmpty || !Sources.IsEmpty;
}
