namespace Pipeline.Sdk.Dashboard;

/// <summary>One attempt to make a release the live one in an environment, as it was reported.</summary>
internal sealed record Deployment
{
    public required string Id { get; init; }

    public required string Service { get; init; }

    public required string Environment { get; init; }

    public required string Version { get; init; }

    public required string Digest { get; init; }

    public required string Actor { get; init; }

    public string? Commit { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public long? DurationMs { get; init; }

    public required string Outcome { get; init; }

    public required string Kind { get; init; }

    public string? Message { get; init; }

    public string? RunId { get; init; }
}
