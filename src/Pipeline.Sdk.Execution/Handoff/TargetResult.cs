using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Execution;

/// <summary>What one target produced, ready to be handed on.</summary>
/// <param name="Target">The target.</param>
/// <param name="Output">Its output, or null when it has none.</param>
internal sealed record TargetResult(GraphTarget Target, object? Output);
