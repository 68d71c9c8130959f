using System.Collections.Immutable;

namespace Pipeline.Sdk.Dashboard;

/// <summary>One run of a pipeline, as it was reported.</summary>
internal sealed record PipelineRun
{
    public required string Id { get; init; }

    public required ImmutableArray<string> Targets { get; init; }

    public string? Environment { get; init; }

    public string? Actor { get; init; }

    public string? Commit { get; init; }

    public string? Host { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public long? DurationMs { get; init; }

    public required string Outcome { get; init; }

    public required ImmutableArray<RunStep> Steps { get; init; }
}
