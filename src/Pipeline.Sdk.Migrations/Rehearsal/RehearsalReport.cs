using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>What trying the pending migrations on a copy has shown.</summary>
public sealed record RehearsalReport
{
    /// <summary>The database that was copied.</summary>
    public required string Database { get; init; }

    /// <summary>How the copy was made.</summary>
    public required string Copy { get; init; }

    /// <summary>The migrations, in order.</summary>
    public required ImmutableArray<RehearsedMigration> Migrations { get; init; }

    /// <summary>How long it took, with copying and comparing.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Whether every way back was shown to lead back.</summary>
    public bool IsProven => Migrations.All(migration => migration.IsProven);
}
