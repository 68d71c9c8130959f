using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>One statement of a rehearsal.</summary>
public sealed record StatementReport
{
    /// <summary>The script.</summary>
    public required string File { get; init; }

    /// <summary>The line in which it starts.</summary>
    public required int Line { get; init; }

    /// <summary>The statement on one line, cut.</summary>
    public required string Text { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The locks that were held after it, such as <c>AccessExclusiveLock on public.orders</c>.</summary>
    public required ImmutableArray<string> Locks { get; init; }
}
