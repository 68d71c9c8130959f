using System.Collections.Immutable;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Planning;

/// <summary>A plan, or everything that is wrong with what was asked for.</summary>
internal sealed record PlanResult(Plan? Plan, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>The parameters and secrets that running steps read and nothing gave, in the order of declaration; each is among the diagnostics too, unless the facts say that it is explained.</summary>
    public ImmutableArray<ParameterDefinition> Missing { get; init; } = [];
}
