using System.Collections.Immutable;
using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>What the migration targets do when they run.</summary>
internal static class MigrationWork
{
    public static async Task<MigrationReport> MigrateAsync(RunContext run, MigrationWorkItem item, ContractSteps contract)
    {
        var folder = item.Load(run);
        var database = await item.OpenAsync(run, contract).ConfigureAwait(false);
        await LintAsync(run, item, folder, database).ConfigureAwait(false);
        return await new Migrator(run.Clock).MigrateAsync(folder, database, On(run), run.Log.Info, run.CancellationToken).ConfigureAwait(false);
    }

    public static async Task<MigrationPlan> PlanAsync(RunContext run, MigrationWorkItem item)
    {
        var plan = await MigrationPlanner.PlanAsync(item.Load(run), await item.OpenToLookAsync(run).ConfigureAwait(false), run.CancellationToken).ConfigureAwait(false);
        foreach (var line in plan.ToString().Split('\n')) run.Log.Info(line);
        return plan;
    }

    public static async Task<RehearsalReport> RehearseAsync(RunContext run, MigrationWorkItem item)
    {
        var database = await item.OpenToLookAsync(run).ConfigureAwait(false);
        var report = await new MigrationRehearsal(run.Clock).RehearseAsync(item.Load(run), database, On(run), run.Log.Info, run.CancellationToken).ConfigureAwait(false);
        var failures = new List<string>();
        foreach (var migration in report.Migrations)
        {
            run.Log.Info($"{migration.File}: {(migration.IsProven ? "the way back leads back" : migration.HasDown ? "the way back does NOT lead back" : "there is no way back")}");
            foreach (var statement in migration.Statements)
                run.Log.Detail($"  {statement.File}({statement.Line}) {statement.Duration.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture)} ms: {statement.Text} [{string.Join("; ", statement.Locks)}]");
            foreach (var lost in migration.LostByDown) run.Log.Info($"  the way back loses {lost}");
            foreach (var lost in migration.DataDifferences) run.Log.Warn($"{migration.File}: not as before after the way back: {lost}");
            failures.AddRange(migration.SchemaDifferences.Select(difference => $"  {migration.File}: {difference}"));
        }

        return failures.Count == 0 ? report : throw MigrationDiagnostics.RehearsalFailed(report.Database, string.Join('\n', failures)).ToFailure();
    }

    public static async Task<MigrationScriptFile> ScriptAsync(RunContext run, MigrationWorkItem item)
    {
        var text = await MigrationScriptWriter.WriteAsync(item.Load(run), await item.OpenToLookAsync(run).ConfigureAwait(false), On(run), run.CancellationToken).ConfigureAwait(false);
        var file = Path.Combine(run.StateFolder, "migrations", $"{item.Database.Name}-{item.Environment.Name}.sql");
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? run.StateFolder);
        await File.WriteAllTextAsync(file, text, run.CancellationToken).ConfigureAwait(false);
        run.Log.Info($"Written {file}");
        return new MigrationScriptFile(file);
    }

    public static void Lint(RunContext run, string folder, MigrateOptions options, Database database)
    {
        foreach (var engine in database.EngineValue is null ? (DatabaseEngine[])[database.FixedEngine] : [DatabaseEngine.Sqlite, DatabaseEngine.Postgres])
        {
            var scripts = MigrationFolder.Load(run.PathOf(MigrationWorkItem.FolderOf(run, folder, engine)), options.Code, options.Naming);
            var findings = MigrationLint.Check(scripts, engine);
            foreach (var finding in findings) Tell(run, finding);
            run.Log.Info($"{scripts.Path}: {findings.Count(finding => finding.Acknowledged is null)} findings for {engine}, {findings.Count(finding => finding.Acknowledged is not null)} acknowledged");
        }
    }

    public static async Task<MigrationReport> DownAsync(RunContext run, MigrationWorkItem item, long version, string option) =>
        await new Migrator(run.Clock).DownAsync(
            item.Load(run), await item.OpenAsync(run).ConfigureAwait(false), Given(version, option), On(run), run.Log.Info, run.CancellationToken).ConfigureAwait(false);

    public static async Task<MigrationReport> BaselineAsync(RunContext run, MigrationWorkItem item, long version, string option) =>
        await new Migrator(run.Clock).BaselineAsync(
            item.Load(run), await item.OpenAsync(run).ConfigureAwait(false), Given(version, option), On(run), run.Log.Info, run.CancellationToken).ConfigureAwait(false);

    public static async Task<MigrationReport> AdoptAsync(RunContext run, MigrationWorkItem item) =>
        await new Migrator(run.Clock).AdoptAsync(item.Load(run), await item.OpenAsync(run).ConfigureAwait(false), On(run), run.Log.Info, run.CancellationToken).ConfigureAwait(false);

    public static async Task<ImmutableArray<string>> RepairAsync(RunContext run, MigrationWorkItem item, ImmutableArray<long> versions, string reason, string option)
    {
        if (versions.IsDefaultOrEmpty) throw MigrationDiagnostics.OptionMissing($"--{option}-repair", "the versions to repair").ToFailure();
        if (string.IsNullOrWhiteSpace(reason)) throw MigrationDiagnostics.OptionMissing($"--{option}-reason", "why the repair is right").ToFailure();

        return await new Migrator(run.Clock).RepairAsync(
            item.Load(run), await item.OpenAsync(run).ConfigureAwait(false), versions, reason, On(run), run.Log.Info, run.CancellationToken).ConfigureAwait(false);
    }

    // The pending scripts only: what is applied can no longer be changed.
    private static async Task LintAsync(RunContext run, MigrationWorkItem item, MigrationFolder folder, MigrationDatabase database)
    {
        var plan = await MigrationPlanner.PlanAsync(folder, database, run.CancellationToken).ConfigureAwait(false);
        var findings = plan.Pending.SelectMany(migration => migration.Findings).Where(finding => finding.Acknowledged is null).ToList();
        if (findings.Count == 0) return;

        if (item.Options.Lint(item.Environment) == LintSeverity.Error)
            throw MigrationDiagnostics.LintRefused(findings.Count, item.Environment.Name, string.Join('\n', findings)).ToFailure();
        foreach (var finding in findings) Tell(run, finding);
    }

    private static void Tell(RunContext run, LintFinding finding)
    {
        if (finding.Acknowledged is null) run.Log.Warn(finding.ToString());
        else run.Log.Detail(finding.ToString());
    }

    private static long Given(long version, string option) =>
        version >= 0 ? version : throw MigrationDiagnostics.OptionMissing($"--{option}-version", "a schema version").ToFailure();

    private static MigrationRun On(RunContext run) => new() { RunId = run.Run.Id, AppliedBy = run.Run.Actor };
}
