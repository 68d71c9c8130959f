namespace Pipeline.Sdk.Execution;

/// <summary>The words for outcomes, one place for console and record.</summary>
internal static class RunOutcome
{
    public static string Of(StepOutcome outcome) => outcome switch
    {
        StepOutcome.NotRun => "not run",
        StepOutcome.Skipped => "skipped",
        StepOutcome.Provided => "provided",
        StepOutcome.Cached => "cached",
        StepOutcome.Succeeded => "succeeded",
        StepOutcome.Failed => "failed",
        _ => "cancelled",
    };

    public static string Of(RunSummary summary) => summary.ExitCode switch
    {
        ExitCodes.Done => "succeeded",
        ExitCodes.Refused => "refused",
        ExitCodes.Cancelled => "cancelled",
        _ => "failed",
    };
}
