using System.Collections.Immutable;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>A run that ended.</summary>
internal sealed record RunSummary
{
    public required Plan Plan { get; init; }

    public required RunFacts Facts { get; init; }

    public required ImmutableArray<StepResult> Steps { get; init; }

    public required TimeSpan Duration { get; init; }

    public required bool WasCancelled { get; init; }

    /// <summary>The folder of the run's record and logs, absolute.</summary>
    public required string Folder { get; init; }

    /// <summary>The exit code of the process: 0 done, 1 a target failed, 3 refused by a gate, 130 cancelled.</summary>
    public int ExitCode =>
        WasCancelled ? ExitCodes.Cancelled
        : Steps.Any(step => step.Outcome == StepOutcome.Failed && !step.WasRefused && !step.IsTolerated) ? ExitCodes.Failed
        : Steps.Any(step => step.WasRefused && !step.IsTolerated) ? ExitCodes.Refused
        : ExitCodes.Done;
}
