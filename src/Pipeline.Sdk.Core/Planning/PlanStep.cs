using System.Collections.Immutable;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Planning;

/// <summary>One target in a plan, with the reason for what happens to it.</summary>
internal sealed record PlanStep
{
    /// <summary>Position in the plan; every step comes after what it waits for.</summary>
    public required int Index { get; init; }

    public required GraphTarget Target { get; init; }

    public required StepDisposition Disposition { get; init; }

    /// <summary>A phrase for people: <c>asked for</c>, <c>Deploy needs its output</c>, <c>left out by --skip</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>Indexes of the steps that must have succeeded before. Only steps that run are in it.</summary>
    public required ImmutableArray<int> WaitsFor { get; init; }

    /// <summary>Those of <see cref="WaitsFor"/> whose output it reads: it cannot run when one of them was left out or its failure is tolerated.</summary>
    public ImmutableArray<int> Reads { get; init; } = [];

    /// <summary>Indexes of the steps that must have ended before, whatever became of them. None of them is in <see cref="WaitsFor"/>.</summary>
    public ImmutableArray<int> Follows { get; init; } = [];

    /// <summary>What is known of its stored result; null for a target that declares no inputs.</summary>
    public ResultLook? Result { get; init; }

    public string Name => Target.Name;
}
