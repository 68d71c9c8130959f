using System.Collections.Immutable;

namespace Pipeline.Sdk.Planning;

/// <summary>A plan, or everything that is wrong with what was asked for.</summary>
internal sealed record PlanResult(Plan? Plan, ImmutableArray<Diagnostic> Diagnostics);
