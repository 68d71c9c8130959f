using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Pipeline.Sdk.Migrations;

/// <summary>What a migration of a database would do now.</summary>
public sealed record MigrationPlan
{
    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>The engine.</summary>
    public required DatabaseEngine Engine { get; init; }

    /// <summary>The version that it is at; 0 when nothing was applied.</summary>
    public required long SchemaVersion { get; init; }

    /// <summary>What will run, in order.</summary>
    public required ImmutableArray<PlannedMigration> Pending { get; init; }

    /// <summary>Contract steps that will wait.</summary>
    public required ImmutableArray<string> Waiting { get; init; }

    /// <summary>What stops the migration before it begins: an edited script, a missing one, one out of order.</summary>
    public required ImmutableArray<string> Obstacles { get; init; }

    /// <summary>Whether a backup will be taken first.</summary>
    public required bool TakesBackup { get; init; }

    /// <summary>The plan for a person, a line for every fact.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Database} ({Engine}) is at version {SchemaVersion}; {Pending.Length} to apply");
        if (TakesBackup) text.Append("\n  a backup is taken first");
        foreach (var obstacle in Obstacles) text.Append("\n  STOPS: ").Append(obstacle);
        foreach (var migration in Pending)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  {migration.File}: {migration.Phase.ToString().ToLowerInvariant()}, {migration.How}, {migration.Statements} statement{(migration.Statements == 1 ? "" : "s")}");
            foreach (var table in migration.Tables) text.Append("\n    table ").Append(table.Table).Append(": ").Append(Size(table));
            foreach (var held in migration.Locks) text.Append("\n    lock: ").Append(held);
            foreach (var finding in migration.Findings) text.Append("\n    ").Append(finding);
        }

        foreach (var waiting in Waiting) text.Append("\n  waits: ").Append(waiting);
        return text.ToString();
    }

    private static string Size(TableSize size) =>
        (size.Rows < 0 ? "never analyzed" : string.Create(CultureInfo.InvariantCulture, $"about {size.Rows:N0} rows"))
        + (size.Bytes < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {size.Bytes / 1024.0 / 1024.0:0.0} MB"));
}
