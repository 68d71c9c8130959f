using System.Collections.Immutable;

namespace Pipeline.Sdk.Definition;

/// <summary>What an input source said.</summary>
/// <param name="Patterns">The inputs, as patterns relative to the root.</param>
/// <param name="ReadFrom">The files that the answer rests on, as patterns: as long as none of them changes, the answer holds.</param>
internal sealed record InputAnswer(ImmutableArray<string> Patterns, ImmutableArray<string> ReadFrom);
