using System.Collections.Immutable;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>A run that ended.</summary>
internal sealed record RunSummary
{
    public required Plan Plan { get; init; }

    public required RunFacts Facts { get; init; }

    public required ImmutableArray<StepResult> Steps { get; init; }

    /// <summary>The programs that the steps ran.</summary>
    public ImmutableArray<ToolVersion> Tools { get; init; } = [];

    /// <summary>Whether the checkout differed from its commit while the run went on; null when it is not known.</summary>
    public bool? IsDirty { get; init; }

    /// <summary>What the checkout had beside its commit when the run began, see <see cref="TreeState"/>; null when it is not known.</summary>
    public string? Tree { get; init; }

    public required TimeSpan Duration { get; init; }

    public required bool WasCancelled { get; init; }

    /// <summary>The folder of the run's record and logs, absolute.</summary>
    public required string Folder { get; init; }

    /// <summary>The exit code of the process: 0 done, 1 a target failed, 3 refused by a gate, 130 cancelled.</summary>
    public int ExitCode =>
        WasCancelled && Steps.Any(step => step.Outcome is StepOutcome.Cancelled or StepOutcome.NotRun or StepOutcome.Failed) ? ExitCodes.Cancelled
        : Steps.Any(step => step is { Outcome: StepOutcome.Failed, WasRefused: false, IsTolerated: false }) ? ExitCodes.Failed
        : Steps.Any(step => step is { WasRefused: true, IsTolerated: false }) ? ExitCodes.Refused
        : ExitCodes.Done;
}
