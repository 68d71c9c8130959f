using System.Collections.Immutable;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>What became of one step of a plan.</summary>
internal sealed record StepResult
{
    public required PlanStep Step { get; init; }

    public required StepOutcome Outcome { get; init; }

    /// <summary>Why it was left out, or what failed; a phrase or sentences for people, masked.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The code of the failure, or null.</summary>
    public string? Code { get; init; }

    public TimeSpan Duration { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>For a stored result: how long it took to make.</summary>
    public TimeSpan Saved { get; init; }

    /// <summary>Why its result was or was not taken from the store; empty for a step whose result is not stored.</summary>
    public string Stored { get; init; } = "";

    /// <summary>Whether a gate refused it, which has an exit code of its own.</summary>
    public bool WasRefused { get; init; }

    public ImmutableArray<Annotation> Annotations { get; init; } = [];

    public ImmutableArray<CommandRecord> Commands { get; init; } = [];

    /// <summary>How often its work was tried, from 1; 0 when it was not started.</summary>
    public int Attempts { get; init; }

    /// <summary>Each of the tries, when there was more than one; else what the step itself says is all.</summary>
    public ImmutableArray<TryRecord> Tries { get; init; } = [];

    /// <summary>Whether its failure does not count: the target says ContinueOnFailure.</summary>
    public bool IsTolerated { get; init; }

    /// <summary>Whether the run went on without it because it did not end.</summary>
    public bool IsAbandoned { get; init; }

    /// <summary>For a step that was not run: the step whose failure or cancellation it rests on.</summary>
    public string? Cause { get; init; }

    /// <summary>What became of <see cref="Cause"/>: <c>failed</c>, <c>was cancelled</c>.</summary>
    public string CauseVerb { get; init; } = "";

    /// <summary>For a failed step: the command that runs just it again, or null.</summary>
    public string? Rerun { get; init; }

    /// <summary>The files that its output consists of, relative to the root.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    public string Name => Step.Name;
}
