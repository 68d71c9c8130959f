using System.Collections.Immutable;

namespace Pipeline.Sdk.Execution;

/// <summary>Everything a run needs beside its plan.</summary>
internal sealed record RunSettings
{
    /// <summary>The repository's root, absolute.</summary>
    public required string Root { get; init; }

    /// <summary>The pipeline's own folder, absolute: <c>.pipeline</c> in the root.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Where environments keep what must outlive the checkout, absolute; see <see cref="StateHome"/>.</summary>
    public required Func<string> StateHome { get; init; }

    /// <summary>The folder that the running build program lies in, absolute.</summary>
    public required string ProgramFolder { get; init; }

    public required RunFacts Facts { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Hears of every step of a target that is announced before it is done.</summary>
    public Action<string> Checkpoint { get; init; } = _ => { };

    /// <summary>How many steps may run at the same time, from 1.</summary>
    public required int Parallel { get; init; }

    /// <summary>Whether a failure stops only what rests on it; by default nothing new begins after one.</summary>
    public bool KeepGoing { get; init; }

    /// <summary>The command that runs just one step again, for people.</summary>
    public Func<Planning.Plan, Planning.PlanStep, string>? Rerun { get; init; }

    /// <summary>An environment variable, or null.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>The stored results of the plan's steps; null for a plan of which nothing can be stored.</summary>
    public Results.ResultCache? Results { get; init; }

    /// <summary>Whether the log of a stored result is shown again.</summary>
    public bool ShowsStoredLogs { get; init; }

    /// <summary>Runs the programs of a step in place of this machine; null for this machine. A test plays them.</summary>
    public Func<Planning.PlanStep, IProcessLog, IProcessRunner>? Programs { get; init; }

    /// <summary>Traces the run; null when nobody wants to see it.</summary>
    public IRunTelemetry? Telemetry { get; init; }

    /// <summary>Outputs that were made elsewhere.</summary>
    public ImmutableDictionary<Target, object?> Provided { get; init; } = ImmutableDictionary<Target, object?>.Empty;
}
