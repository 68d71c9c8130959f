using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>What a rule knows of a statement: its script, and what earlier scripts have made of the schema.</summary>
/// <param name="Script">The script.</param>
/// <param name="Change">What the statement does.</param>
/// <param name="Engine">The dialect.</param>
/// <param name="Schema">The tables that earlier scripts of the folder have created, with their columns.</param>
/// <param name="NewTables">The tables that this script has created before the statement: nobody uses them yet, and they hold nothing.</param>
/// <param name="Sizes">The sizes of the tables of a real database; empty when there is none, and then every table counts as big.</param>
internal sealed record LintScope(
    MigrationScript Script, SchemaChange Change, DatabaseEngine Engine, LintSchema Schema, ImmutableHashSet<string> NewTables, ImmutableDictionary<string, TableSize> Sizes)
{
    private const long BigRows = 10_000;

    public SqlStatement Statement => Change.Statement;

    public bool IsPostgres => Engine == DatabaseEngine.Postgres;

    /// <summary>Whether the statement's table was there before the script, so that running releases use it.</summary>
    public bool IsExisting => !NewTables.Contains(Change.Table.IsEmpty ? "" : Change.Table[^1]);

    /// <summary>Whether its table may hold many rows.</summary>
    public bool IsBig => IsExisting && (!Sizes.TryGetValue(Change.TableName, out var size) || size.Rows is < 0 or >= BigRows);

    public ColumnDefinition? Column(string name) => Schema.Column(Change.TableName, name);
}
