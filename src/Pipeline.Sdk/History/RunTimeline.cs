using System.Collections.Immutable;

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

    // Whatever a step waits for stands before it.
    private static (ImmutableArray<int> Path, TimeSpan Length) Longest(RunRecord run, int without)
    {
        var longest = new TimeSpan[run.Steps.Length];
        var previous = new int[run.Steps.Length];
        var last = -1;
        foreach (var step in run.Steps)
        {
            previous[step.Index] = -1;
            foreach (var before in step.Before)
            {
                if (longest[before] > TimeSpan.Zero && (previous[step.Index] < 0 || longest[before] > longest[previous[step.Index]]))
                    previous[step.Index] = before;
            }

            longest[step.Index] = (step.Index == without ? TimeSpan.Zero : step.Duration) + (previous[step.Index] < 0 ? TimeSpan.Zero : longest[previous[step.Index]]);
            if (last < 0 || longest[step.Index] > longest[last])
                last = step.Index;
        }

        var path = new List<int>();
        for (var step = last; step >= 0; step = previous[step])
        {
            if (run.Steps[step].StartedAt is not null)
                path.Add(step);
        }

        path.Reverse();
        return ([.. path], last < 0 ? TimeSpan.Zero : longest[last]);
    }

    /// <summary>What a run would save if a step took no time.</summary>
    /// <param name="Step">Its place in the plan.</param>
    /// <param name="Saves">How much shorter the critical path would be.</param>
    internal sealed record Saving(int Step, TimeSpan Saves);
}
