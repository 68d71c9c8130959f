namespace Pipeline.Sdk.Migrations;

/// <summary>
/// Something that happened to a database beside the applying of its versions: a way back, a repair, a baseline, an adoption, a rehearsal, a backup. Events are
/// only ever added.
/// </summary>
public sealed record MigrationEvent
{
    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What: <c>reverted</c>, <c>repaired</c>, <c>baseline</c>, <c>adopted</c>, <c>rehearsed</c>, <c>backup</c>, <c>resumed</c>, <c>reapplied</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The migration's key (<c>V7</c>, <c>R:live</c>); null when it concerns the database.</summary>
    public string? Migration { get; init; }

    /// <summary>The checksum that it concerns.</summary>
    public string? Checksum { get; init; }

    /// <summary>Details in words.</summary>
    public string? Detail { get; init; }

    /// <summary>The pipeline run.</summary>
    public string? RunId { get; init; }

    /// <summary>The person or account.</summary>
    public string? By { get; init; }
}
