using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>What a script's <c>-- pipeline:</c> comments say.</summary>
public sealed record MigrationDirectives
{
    /// <summary>Whether the script runs in a transaction; <c>no-transaction</c> says no.</summary>
    public bool IsTransactional { get; init; } = true;

    /// <summary><c>lock-timeout 2s</c>: how long a statement waits for a lock of PostgreSQL, before it is tried again; null for the option's.</summary>
    public TimeSpan? LockTimeout { get; init; }

    /// <summary><c>timeout 5m</c>: how long one statement may take; null for the option's.</summary>
    public TimeSpan? StatementTimeout { get; init; }

    /// <summary><c>phase expand</c>, <c>migrate</c> or <c>contract</c>; null when nothing is declared.</summary>
    public MigrationPhase? Phase { get; init; }

    /// <summary><c>compatible-from 1.4.0</c>: the earliest release that can still run on the schema after this script; null when nothing is declared.</summary>
    public SemanticVersion? CompatibleFrom { get; init; }

    /// <summary><c>batch …</c>: the script runs range by range; null when it does not.</summary>
    public BatchDirective? Batch { get; init; }

    /// <summary><c>foreign-keys off</c>: SQLite's foreign keys do not act while this script rebuilds a table; they are checked before the commit.</summary>
    public bool SuspendsForeignKeys { get; init; }

    /// <summary><c>irreversible REASON</c>: why there is no down script; null when there is one or should be.</summary>
    public string? Irreversible { get; init; }

    /// <summary><c>volatile table.column, …</c>: columns whose values differ from run to run, which a rehearsal does not compare.</summary>
    public ImmutableArray<string> Volatile { get; init; } = [];

    /// <summary><c>allow CODE REASON</c>: lint findings that are known.</summary>
    public ImmutableArray<LintAcknowledgement> Allowed { get; init; } = [];

    internal static MigrationDirectives None { get; } = new();
}
