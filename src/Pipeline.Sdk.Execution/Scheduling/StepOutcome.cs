namespace Pipeline.Sdk.Execution;

/// <summary>How a step ended.</summary>
internal enum StepOutcome
{
    /// <summary>It has not been started: something it rests on failed, or the run stopped before.</summary>
    NotRun,

    /// <summary>It was left out by the plan.</summary>
    Skipped,

    /// <summary>Its result was made elsewhere.</summary>
    Provided,

    /// <summary>Its stored result took the place of its work.</summary>
    Cached,

    /// <summary>It did its work.</summary>
    Succeeded,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It was ended by a cancellation.</summary>
    Cancelled,
}
