using System.Collections.Immutable;
using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk.History;

/// <summary>
/// What decided how long a recorded run took, and what would make it shorter. Counted as if there were a processor for every step: on fewer, a step that is
/// not on the path may matter too.
/// </summary>
internal sealed record RunTimeline
{
    private RunTimeline()
    {
    }

    /// <summary>The places of the steps of the critical path, in order: the chain with the greatest sum of durations.</summary>
    public required ImmutableArray<int> Path { get; init; }

    /// <summary>The sum of the path's durations.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>The sum of all durations.</summary>
    public required TimeSpan Work { get; init; }

    /// <summary>What each step of the path would save at most, the greatest first.</summary>
    public required ImmutableArray<Saving> Savings { get; init; }

    /// <summary>How long steps of the path could have started and did not: they waited for a processor or for something that only one may use.</summary>
    public required TimeSpan Waited { get; init; }

    public static RunTimeline Of(RunRecord run)
    {
        var (path, length) = Longest(run, without: -1);
        var savings = path.Select(step => new Saving(step, length - Longest(run, without: step).Length))
            .Where(saving => saving.Saves > TimeSpan.Zero)
            .OrderByDescending(saving => saving.Saves);
        return new RunTimeline
        {
            Path = path,
            Length = length,
            Work = TimeSpan.FromTicks(run.Steps.Sum(step => step.Duration.Ticks)),
            Savings = [.. savings],
            Waited = TimeSpan.FromTicks(path.Sum(step => Waiting(run, run.Steps[step]).Ticks)),
        };
    }

    /// <summary>How long a step could have started before it did.</summary>
    public static TimeSpan Waiting(RunRecord run, RecordedStep step)
    {
        var ready = run.StartedAt;
        foreach (var before in step.Before)
        {
            if (run.Steps[before].StartedAt is { } started && started + run.Steps[before].Duration > ready)
                ready = started + run.Steps[before].Duration;
        }

        return step.StartedAt > ready ? step.StartedAt.Value - ready : TimeSpan.Zero;
    }

    private static (ImmutableArray<int> Path, TimeSpan Length) Longest(RunRecord run, int without)
    {
        var (path, length) = LongestChain.Of([.. run.Steps.Select(step => step.Index == without || step.StartedAt is null ? TimeSpan.Zero : step.Duration)], step => run.Steps[step].Before);
        return ([.. path.Where(step => run.Steps[step].StartedAt is not null)], length);
    }

    /// <summary>What a run would save if a step took no time.</summary>
    /// <param name="Step">Its place in the plan.</param>
    /// <param name="Saves">How much shorter the critical path would be.</param>
    internal sealed record Saving(int Step, TimeSpan Saves);
}
