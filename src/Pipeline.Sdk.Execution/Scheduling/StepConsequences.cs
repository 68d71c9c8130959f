using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// What becomes of a step because of how others ended, or because the run stopped. Not safe by itself: the scheduler holds its lock.
/// </summary>
/// <param name="results">The results so far, by the index of the step; the scheduler fills it.</param>
internal sealed class StepConsequences(StepResult?[] results)
{
    /// <summary>
    /// What becomes of a step because of how those that it waits for ended. A failure counts more than a stop of the run, and that more than an output
    /// left out.
    /// </summary>
    /// <returns>Its result, or null when it may go on.</returns>
    public StepResult? Of(PlanStep step)
    {
        StepResult? leftOut = null;
        StepResult? blocked = null;
        foreach (var index in step.WaitsFor)
        {
            if (results[index] is not { } ended || ended.Outcome is StepOutcome.Succeeded or StepOutcome.Cached)
                continue;

            if (ended.Outcome == StepOutcome.Skipped)
            {
                if (leftOut is null && step.Reads.Contains(index))
                    leftOut = new StepResult { Step = step, Outcome = StepOutcome.Skipped, Reason = $"needs the output of {ended.Name}, which is left out: {ended.Reason}" };
            }
            else if (!ended.IsTolerated || step.Reads.Contains(index))
            {
                var because = Blocked(step, ended);
                if (because.Cause is not null)
                    return because;

                blocked ??= because;
            }
        }

        return blocked ?? leftOut;
    }

    /// <summary>What becomes of a step that has not begun when the run stops.</summary>
    /// <param name="step">The step.</param>
    /// <param name="stopReason">Why the run stopped, as a phrase.</param>
    public StepResult OfStop(PlanStep step, string stopReason) => Of(step) ?? Left(step, stopReason);

    /// <summary>A step that is left because the run stopped.</summary>
    public static StepResult Left(PlanStep step, string stopReason) => new() { Step = step, Outcome = StepOutcome.NotRun, Reason = stopReason };

    /// <summary>Why the run stops when this is how a step ended, as a phrase; null when it does not stop.</summary>
    /// <param name="result">How the step ended.</param>
    /// <param name="keepGoing">Whether a failure stops only what rests on it.</param>
    public static string? StopReason(StepResult result, bool keepGoing) =>
        result.Outcome is StepOutcome.Failed or StepOutcome.Cancelled && !result.IsTolerated && !(keepGoing && result.Outcome == StepOutcome.Failed)
            ? $"stopped after {result.Name} {Verb(result.Outcome)}"
            : null;

    // The chain names the step that failed, not the ones between that never began.
    private static StepResult Blocked(PlanStep step, StepResult by)
    {
        if (by.Outcome == StepOutcome.NotRun && by.Cause is null)
            return new StepResult { Step = step, Outcome = StepOutcome.NotRun, Reason = by.Reason };

        var (cause, verb) = by.Cause is { } earlier ? (earlier, by.CauseVerb) : (by.Name, Verb(by.Outcome));
        return new StepResult { Step = step, Outcome = StepOutcome.NotRun, Reason = $"rests on {cause}, which {verb}", Cause = cause, CauseVerb = verb };
    }

    private static string Verb(StepOutcome outcome) => outcome == StepOutcome.Cancelled ? "was cancelled" : "failed";
}
