using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>A backup by <c>pg_dump</c>, which is read back whole before anything is destroyed.</summary>
internal sealed class PostgresBackup(PostgresMigrationDatabase database)
{
    public async Task<string> TakeAsync(string folder, CancellationToken cancellationToken)
    {
        Execution.PrivateFolder.Create(folder);
        var file = Path.Combine(folder, $"{FileName(database.DatabaseName)}-{database.Time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture)}.dump");
        await DumpAsync(file, cancellationToken).ConfigureAwait(false);

        // Listing reads the table of contents only; writing the script decompresses every row.
        var restore = Program("pg_restore");
        var (exitCode, said) = await PostgresPrograms.RunAsync(database.Options.Programs, restore, ["--file", Path.DirectorySeparatorChar == '/' ? "/dev/null" : "NUL", file], new Dictionary<string, string?>(), cancellationToken).ConfigureAwait(false);
        return exitCode == 0 ? file : throw MigrationDiagnostics.BackupFailed(database.Name, $"{file} cannot be read back: {said}").ToFailure();
    }

    public async Task DumpAsync(string file, CancellationToken cancellationToken)
    {
        var (arguments, variables) = database.ClientArguments();
        var (exitCode, said) = await PostgresPrograms.RunAsync(database.Options.Programs, Program("pg_dump"), ["--format=custom", "--file", file, .. arguments], variables, cancellationToken).ConfigureAwait(false);
        if (exitCode != 0) throw MigrationDiagnostics.BackupFailed(database.Name, said).ToFailure();
    }

    public async Task RestoreAsync(string file, string into, CancellationToken cancellationToken)
    {
        var (arguments, variables) = database.ClientArguments(into);
        var (exitCode, said) = await PostgresPrograms.RunAsync(database.Options.Programs, Program("pg_restore"), ["--exit-on-error", .. arguments, file], variables, cancellationToken).ConfigureAwait(false);
        if (exitCode != 0) throw MigrationDiagnostics.BackupFailed(database.Name, said).ToFailure();
    }

    private string Program(string name) =>
        PostgresPrograms.Find(name, database.PostgresOptions.ProgramFolder) ?? throw MigrationDiagnostics.ProgramMissing(database.Name, name).ToFailure();

    private static string FileName(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
}
