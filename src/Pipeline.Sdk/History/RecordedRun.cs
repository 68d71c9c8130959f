using System.Collections.Immutable;

namespace Pipeline.Sdk.History;

/// <summary>What the record of a run says, as far as lists and histories need it.</summary>
internal sealed record RecordedRun
{
    public required string Id { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>The outcome's word; <c>running</c> for a run that goes on or was killed.</summary>
    public required string Outcome { get; init; }

    public required ImmutableArray<string> Targets { get; init; }

    public string? Environment { get; init; }

    /// <summary>The steps that succeeded, with how long they took.</summary>
    public required ImmutableArray<KeyValuePair<string, TimeSpan>> Durations { get; init; }
}
