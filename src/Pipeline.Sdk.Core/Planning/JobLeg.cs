using System.Collections.Immutable;

namespace Pipeline.Sdk.Planning;

/// <summary>One run of a job: on one runner, with values of parameters, and of one part of the work when the job is split.</summary>
internal sealed record JobLeg
{
    /// <summary>Unique in the job: <c>ubuntu</c>, <c>ubuntu_2of4</c>.</summary>
    public required string Name { get; init; }

    public required Runner Runner { get; init; }

    /// <summary>What the leg's environment variables hold; every leg of a job has the same ones, some of them perhaps empty.</summary>
    public ImmutableArray<LegValue> Values { get; init; } = [];

    public bool IsWindows => Runner.IsWindows;
}
