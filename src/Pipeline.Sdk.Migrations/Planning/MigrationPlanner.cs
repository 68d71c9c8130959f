using System.Collections.Immutable;
using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>Works out what a migration would do, and does none of it.</summary>
public static class MigrationPlanner
{
    /// <summary>Reads the database's list and sizes, without the migrators' lock.</summary>
    /// <param name="folder">The scripts.</param>
    /// <param name="database">The database; a SQLite file that does not exist yet is planned as an empty one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="StepFailedException">The database cannot be read.</exception>
    public static async Task<MigrationPlan> PlanAsync(MigrationFolder folder, MigrationDatabase database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(database);

        var session = await database.OpenToReadAsync(cancellationToken).ConfigureAwait(false);
        if (session is null) return Plan(folder, database, [], [], [], isForeign: false);

        await using (session.ConfigureAwait(false))
        {
            var history = await session.History.ReadAsync(cancellationToken).ConfigureAwait(false);
            var isForeign = !session.History.IsKnown && await session.HasObjectsAsync(cancellationToken).ConfigureAwait(false);
            return Plan(
                folder,
                database,
                history,
                await session.History.ReadEventsAsync(cancellationToken).ConfigureAwait(false),
                await session.SizesAsync(cancellationToken).ConfigureAwait(false),
                isForeign);
        }
    }

    private static MigrationPlan Plan(
        MigrationFolder folder, MigrationDatabase database, ImmutableArray<AppliedMigration> history, ImmutableArray<MigrationEvent> events, ImmutableArray<TableSize> sizes, bool isForeign)
    {
        var rules = new MigrationRules(folder, database.Options, database.Name);
        var findings = rules.Findings(history, events).Select(finding => finding.Diagnostic).ToList();
        if (isForeign) findings.Add(MigrationDiagnostics.NotOurs(database.Name));
        var pending = rules.Select(history);
        var lint = MigrationLint.Check(folder, database.Engine, history.Where(entry => entry.Kind == MigrationKind.Versioned).Select(entry => entry.Version).ToHashSet(), sizes)
            .ToLookup(finding => finding.File);
        return new MigrationPlan
        {
            Database = database.Name,
            Engine = database.Engine,
            SchemaVersion = history.Select(entry => entry.Version).DefaultIfEmpty().Max(),
            Pending = [.. pending.Scripts.Select(script => Describe(script, database, sizes, [.. lint[script.File]]))],
            Waiting = [.. pending.Waiting.Select(script => script.File)],
            Obstacles = [.. findings.Select(finding => $"{finding.Code}: {finding.Message}")],
            TakesBackup = !history.IsEmpty && pending.Scripts.Any(script => Destruction.IsIn(script, database.Engine)),
        };
    }

    private static PlannedMigration Describe(MigrationScript script, MigrationDatabase database, ImmutableArray<TableSize> sizes, ImmutableArray<LintFinding> findings)
    {
        var changes = script.Statements(database.Engine).Select(SchemaChange.Read).ToList();
        var tables = changes.Select(change => change.TableName).Where(table => table.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var isWhole = database.Options.Transactions == TransactionMode.AllPending || (database.Options.Transactions == TransactionMode.Default && database.Engine == DatabaseEngine.Sqlite);
        return new PlannedMigration
        {
            File = script.File,
            Kind = script.Kind,
            Phase = script.Phase,
            How = script.Directives.Batch is { } batch ? string.Create(CultureInfo.InvariantCulture, $"in ranges of {batch.Size:N0} keys of {batch.Table}")
                : !script.Directives.IsTransactional ? "statement by statement, without a transaction"
                : isWhole && script.IsGroupable ? "in one transaction with its neighbours" : "in a transaction",
            Statements = changes.Count,
            Tables = [.. sizes.Where(size => tables.Contains(size.Table, StringComparer.OrdinalIgnoreCase))],
            Locks = database.Engine == DatabaseEngine.Sqlite
                ? ["the database's write lock: writers wait, readers go on"]
                : [.. changes.Select(change => LockEstimate.Of(change, database.Engine)).OfType<string>().Distinct()],
            Findings = findings,
        };
    }
}
