using System.Collections.Immutable;

namespace Pipeline.Sdk.History;

/// <summary>One step of a recorded run.</summary>
internal sealed record RecordedStep
{
    /// <summary>Its place in the plan, from 0.</summary>
    public required int Index { get; init; }

    public required string Target { get; init; }

    /// <summary>Why it is in the plan.</summary>
    public required string Why { get; init; }

    /// <summary>The target that it is an item of, or null.</summary>
    public string? ItemOf { get; init; }

    /// <summary>The places of the steps that it waits for.</summary>
    public ImmutableArray<int> WaitsFor { get; init; } = [];

    /// <summary>The places of the steps that only had to end before.</summary>
    public ImmutableArray<int> Follows { get; init; } = [];

    /// <summary>The outcome's word; empty when the run did not come to its end.</summary>
    public string Outcome { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary>Why its result was or was not taken from the store; empty for a target that stores none.</summary>
    public string Stored { get; init; } = "";

    public string? Code { get; init; }

    /// <summary>When it started; null when it did not.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>For a stored result: how long it took to make.</summary>
    public TimeSpan Saved { get; init; }

    /// <summary>How often it was tried; 0 when it did not start.</summary>
    public int Attempts { get; init; }

    /// <summary>Each of the tries, in their order; empty when there was one only, and in records of older versions.</summary>
    public ImmutableArray<RecordedTry> Tries { get; init; } = [];

    public bool IsTolerated { get; init; }

    public ImmutableArray<string> Artifacts { get; init; } = [];

    public ImmutableArray<RecordedCommand> Commands { get; init; } = [];

    public ImmutableArray<Annotation> Annotations { get; init; } = [];

    /// <summary>Every step that had to end before it.</summary>
    public IEnumerable<int> Before => WaitsFor.Concat(Follows);

    public bool HasFailed => Outcome == "failed" && !IsTolerated;
}
