using System.Text;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// The chain of steps that decided how long a run took: the longest one by duration in which each waited for the one before. Making any
/// other step faster would not have ended the run earlier.
/// </summary>
/// <param name="Steps">The chain, in order.</param>
/// <param name="Length">The sum of its durations.</param>
/// <param name="Work">The sum of all durations.</param>
internal sealed record CriticalPath(IReadOnlyList<StepResult> Steps, TimeSpan Length, TimeSpan Work)
{
    // Nobody makes a run of less than a second faster, and those runs should not pay for finding out how.
    private static readonly TimeSpan ShortestRun = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan SmallestSaving = TimeSpan.FromMilliseconds(100);

    /// <summary>The path, or null when fewer than two steps ran.</summary>
    public static CriticalPath? Of(RunSummary summary)
    {
        // A step's place in the results is its index in the plan, and whatever it waits for has a smaller one.
        var steps = summary.Steps;
        if (steps.Length != summary.Plan.Steps.Length)
            return null;

        var longest = new long[steps.Length];
        var before = new int[steps.Length];
        var (ran, last, work) = (0, -1, 0L);
        for (var i = 0; i < steps.Length; i++)
        {
            before[i] = -1;
            if (steps[i].StartedAt is null)
                continue;

            ran++;
            work += steps[i].Duration.Ticks;
            foreach (var waited in steps[i].Step.WaitsFor)
            {
                if (steps[waited].StartedAt is not null && (before[i] < 0 || longest[waited] > longest[before[i]]))
                    before[i] = waited;
            }

            longest[i] = steps[i].Duration.Ticks + (before[i] < 0 ? 0 : longest[before[i]]);
            if (last < 0 || longest[i] > longest[last])
                last = i;
        }

        if (ran < 2)
            return null;

        var chain = new List<StepResult>();
        for (var i = last; i >= 0; i = before[i])
            chain.Add(steps[i]);
        chain.Reverse();
        return new CriticalPath(chain, TimeSpan.FromTicks(longest[last]), TimeSpan.FromTicks(work));
    }

    /// <summary>
    /// One line: the chain, its share of the run, what running in parallel saved (the sum of all durations less the time that passed) and how many
    /// results did not have to be made. Null when there is nothing to tell: one step, or less than a second.
    /// </summary>
    public static string? Text(RunSummary summary)
    {
        if (summary.Duration < ShortestRun || Of(summary) is not { } path)
            return null;

        var text = new StringBuilder("Critical path: ");
        for (var i = 0; i < path.Steps.Count; i++)
            text.Append(i == 0 ? "" : " → ").Append(path.Steps[i].Name).Append(' ').Append(Durations.Text(path.Steps[i].Duration));
        text.Append(" (").Append(Durations.Text(path.Length)).Append(" of ").Append(Durations.Text(summary.Duration)).Append(')');
        if (path.Work - summary.Duration >= SmallestSaving)
            text.Append("; in parallel saved ").Append(Durations.Text(path.Work - summary.Duration));

        var provided = 0;
        foreach (var step in summary.Steps)
            provided += step.Outcome == StepOutcome.Provided ? 1 : 0;
        if (provided > 0)
            text.Append("; ").Append(provided).Append(provided == 1 ? " result was at hand" : " results were at hand");
        return text.ToString();
    }
}
