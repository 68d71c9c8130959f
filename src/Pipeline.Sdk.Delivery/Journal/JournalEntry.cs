using System.Collections.Immutable;

namespace Pipeline.Sdk.Delivery;

/// <summary>One line of an environment's journal: intent before effect, with actor, reason and digest.</summary>
internal sealed record JournalEntry
{
    /// <summary>When it was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The deployment's id.</summary>
    public required string Deployment { get; init; }

    public required JournalStep Step { get; init; }

    public required DeploymentKind Kind { get; init; }

    public required string Service { get; init; }

    public required string Version { get; init; }

    public required string Digest { get; init; }

    /// <summary>The program to start, so that a rollback can start the release without its package.</summary>
    public required string EntryPoint { get; init; }

    /// <summary>The schema version that the release was built for, so that a rollback can tell without its package; absent when it rests on no schema.</summary>
    public long? NeedsSchema { get; init; }

    public required string Actor { get; init; }

    public string? Commit { get; init; }

    /// <summary>The run that wrote it.</summary>
    public required string RunId { get; init; }

    /// <summary>The strategy's name, on the first entry of a deployment.</summary>
    public string? Strategy { get; init; }

    /// <summary>The strategy's steps in words, on the first entry of a deployment.</summary>
    public ImmutableArray<string>? Plan { get; init; }

    /// <summary>Which step of the plan it is, from 0.</summary>
    public int? Index { get; init; }

    /// <summary>The share of the requests that the release is about to get, 0 to 100, on the entries that announce one.</summary>
    public double? Percent { get; init; }

    /// <summary>What the judge counts from, on the entries that say so.</summary>
    public EvidenceStart? Evidence { get; init; }

    /// <summary>Why: what failed, or how it came to its end.</summary>
    public string? Message { get; init; }
}
