using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>One migration of a rehearsal.</summary>
public sealed record RehearsedMigration
{
    /// <summary>The script.</summary>
    public required string File { get; init; }

    /// <summary>The version.</summary>
    public required long Version { get; init; }

    /// <summary>Hash of the schema before the migration, which must be that after its way back.</summary>
    public required string SchemaBefore { get; init; }

    /// <summary>Hash of the schema after it, which must be the same after the second time.</summary>
    public required string SchemaAfter { get; init; }

    /// <summary>Hash of the data before the migration.</summary>
    public required string DataBefore { get; init; }

    /// <summary>Hash of the data after it.</summary>
    public required string DataAfter { get; init; }

    /// <summary>Whether there is a way back.</summary>
    public required bool HasDown { get; init; }

    /// <summary>What of the schema is not as it was after the way back, or not the same after the second time. Empty when all is.</summary>
    public required ImmutableArray<string> SchemaDifferences { get; init; }

    /// <summary>Data that is not as it was after the way back: what the migration itself destroys.</summary>
    public required ImmutableArray<string> DataDifferences { get; init; }

    /// <summary>Data that the way back would lose: tables and columns that are there after the migration and not after its way back.</summary>
    public required ImmutableArray<string> LostByDown { get; init; }

    /// <summary>Every statement, of the way there and of the way back.</summary>
    public required ImmutableArray<StatementReport> Statements { get; init; }

    /// <summary>Whether the way back was shown to lead back, for schema and data.</summary>
    public bool IsProven => HasDown && SchemaDifferences.IsEmpty && DataDifferences.IsEmpty;
}
