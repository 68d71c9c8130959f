using System.Collections.Immutable;

namespace Pipeline.Sdk.Testing;

/// <summary>What a pipeline under test would do.</summary>
public sealed record TestedPlan
{
    /// <summary>0, or 2 when there is no plan: <see cref="Errors"/> says why.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Every target of the plan, each after what it waits for; empty when there is no plan.</summary>
    public required ImmutableArray<PlannedTarget> Targets { get; init; }

    /// <summary>What was said on standard error, with codes.</summary>
    public required string Errors { get; init; }

    /// <summary>The names of the targets that would run, in order.</summary>
    public ImmutableArray<string> Running => [.. Targets.Where(target => target.Action == "run").Select(target => target.Name)];
}
