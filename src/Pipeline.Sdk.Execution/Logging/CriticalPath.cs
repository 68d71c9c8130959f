using System.Text;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// The chain of steps that decided how long a run took: the longest one by duration in which each came after the one before. Making any
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

        var durations = new TimeSpan[steps.Length];
        var (ran, work) = (0, TimeSpan.Zero);
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i].StartedAt is null)
                continue;

            ran++;
            durations[i] = steps[i].Duration;
            work += durations[i];
        }

        if (ran < 2)
            return null;

        var (path, length) = LongestChain.Of(durations, step => steps[step].Step.WaitsFor.Concat(steps[step].Step.Follows));
        return new CriticalPath([.. path.Select(step => steps[step]).Where(step => step.StartedAt is not null)], length, work);
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
