using System.Collections.Immutable;

namespace Pipeline.Sdk.Reporting;

/// <summary>A few lines of a source file.</summary>
/// <param name="First">The number of the first of them, from 1.</param>
/// <param name="Lines">The lines.</param>
internal sealed record SourceExcerpt(int First, ImmutableArray<string> Lines);
