using System.Collections.Immutable;

namespace Pipeline.Sdk.Graph;

/// <summary>A graph, or everything that is wrong with the definition. Warnings may stand beside a graph.</summary>
internal sealed record GraphResult(TargetGraph? Graph, ImmutableArray<Diagnostic> Diagnostics);
