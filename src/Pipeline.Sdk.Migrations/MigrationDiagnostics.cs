using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>Everything that can be wrong with a folder of migrations, a database's history, a script or a database: PIPE0701 to PIPE0739.</summary>
internal static class MigrationDiagnostics
{
    private const string NameRule = "'V<number>__<name>.up.sql' (or '.down.sql', or just '.sql'), such as 'V0007__add_customer_email.up.sql'";

    public static Diagnostic FolderMissing(string folder) =>
        new("PIPE0701", $"The migrations folder '{folder}' does not exist. Create it with a first script, or correct the path.");

    public static Diagnostic FolderEmpty(string folder) =>
        new("PIPE0702", $"The migrations folder '{folder}' holds no script. Scripts are named {NameRule}; add the first one, or correct the path.");

    public static Diagnostic BadName(string file) =>
        new("PIPE0703", $"'{file}' is not the name of a migration. Valid is {NameRule}; the name holds letters, digits, '_' and '-', the number starts at 1.");

    public static Diagnostic DuplicateVersion(long version, string file, string first) =>
        new("PIPE0704", $"'{file}' has version {Text(version)}, which '{first}' has already. Give one of them the next free number.");

    public static Diagnostic EmptyScript(string file) =>
        new("PIPE0705", $"'{file}' is empty. Write the migration into it, or delete the file.");

    public static Diagnostic NotUtf8(string file, int offset) =>
        new("PIPE0706", $"'{file}' is not UTF-8: the byte at offset {Text(offset)} is invalid. Save the script as UTF-8.");

    public static Diagnostic NulCharacter(string file, int line) =>
        new("PIPE0707", $"'{file}' holds a NUL character in line {Text(line)}, where SQL would end unnoticed. Remove it, or save the script as UTF-8.");

    public static Diagnostic DownWithoutUp(string file, string? pairedWith) =>
        new("PIPE0708", pairedWith is null
            ? $"'{file}' has no '.up.sql' beside it. Add that script, or delete this one."
            : $"'{file}' does not have the name of '{pairedWith}', the script of the same version. Rename one of them.");

    public static Diagnostic Unreadable(string file, string reason) =>
        new("PIPE0709", $"'{file}' cannot be read: {reason} Check the permissions of the folder and of the file.");

    public static Diagnostic AppliedEdited(MigrationScript script, AppliedMigration applied) =>
        new("PIPE0710", $"'{script.File}' was edited after it was applied {When(applied)}: its checksum was {Short(applied.Checksum)} and is {Short(script.Checksum)}. "
            + "Restore the text that was applied (git log -p), and put the change into a new script with a newer version.");

    public static Diagnostic AppliedMissing(AppliedMigration applied) =>
        new("PIPE0711", $"Version {Text(applied.Version)} '{applied.Name}' was applied {When(applied)} and is not in the folder. "
            + "Restore the script from version control; if a newer commit has migrated this database, migrate from that commit.");

    public static Diagnostic OutOfOrder(MigrationScript script, AppliedMigration newest) =>
        new("PIPE0712", $"'{script.File}' is not applied, but the newer version {Text(newest.Version)} '{newest.Name}' is, {When(newest)}. "
            + $"Rename the script so that its version is above {Text(newest.Version)}.");

    public static Diagnostic ScriptFailed(string file, int line, string reason) =>
        new("PIPE0720", $"{file}({Text(line)}): {reason}. Nothing was applied: the database is as it was. Correct the statement that starts in this line.");

    public static Diagnostic StatementRefused(string file, int line, string statement) =>
        new("PIPE0721", $"{file}({Text(line)}): {statement} is not for migration scripts. All pending scripts run in one transaction that the migrator "
            + "begins and commits; a script does not begin, end or leave it, attach databases, or change settings that a transaction cannot undo. "
            + $"Valid pragmas are {string.Join(", ", SqliteScriptGuard.AllowedPragmas)}. Nothing was applied. Remove the statement.");

    public static Diagnostic HistoryTouched(string file, int line) =>
        new("PIPE0722", $"{file}({Text(line)}): the table '{SqliteHistory.Table}' belongs to the migrator. Nothing was applied. Remove the statement.");

    public static Diagnostic NoStatement(string file) =>
        new("PIPE0723", $"'{file}' holds comments but no statement. Nothing was applied. Write the migration into it, or delete the file.");

    public static Diagnostic ForeignKeysViolated(string database, string violations) =>
        new("PIPE0724", $"After the pending scripts, rows of '{database}' refer to rows that do not exist: {violations}. Nothing was applied. "
            + "Let a script mend these rows, also when they were there before.");

    public static Diagnostic DropWouldChangeRows(string file, int line, string table, string referrers) =>
        new("PIPE0725", $"{file}({Text(line)}): dropping '{table}' would delete or change rows of {referrers}, whose foreign keys act when a row they refer to goes. "
            + $"Nothing was applied. Drop or empty the referring tables first; to rebuild '{table}', set {nameof(SqliteMigrationOptions)}."
            + $"{nameof(SqliteMigrationOptions.EnforceForeignKeys)} to false, which checks foreign keys once before the commit instead.");

    public static Diagnostic LockTimeout(string database, TimeSpan waited, string? holder) =>
        new("PIPE0730", $"'{database}' was locked for {Seconds(waited)} by {holder ?? "another migrator or writer"}, longer than the limit. "
            + "Nothing was applied. Run again when it has ended, or raise the lock timeout.");

    public static Diagnostic DatabaseUnusable(string database, string reason, string wayOut, string? at = null) =>
        new("PIPE0731", $"{(at is null ? string.Empty : at + ": ")}SQLite cannot work on '{database}': {reason}. Nothing was applied. {wayOut}");

    public static Diagnostic HistoryUnreadable(string database, string what) =>
        new("PIPE0732", $"The table '{SqliteHistory.Table}' of '{database}' is not as the migrator writes it: {what}. Nothing was applied. Restore the table from a backup.");

    /// <summary>One finding as the failure of a step.</summary>
    public static StepFailedException ToFailure(this Diagnostic diagnostic, Exception? inner = null) =>
        new(diagnostic.Code, diagnostic.Message, inner);

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " s";

    private static string When(AppliedMigration applied)
    {
        var time = applied.AppliedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var run = applied.RunId is null ? string.Empty : $" in run {applied.RunId}";
        return applied.AppliedBy is null ? $"on {time} UTC{run}" : $"on {time} UTC by {applied.AppliedBy}{run}";
    }

    private static string Short(string checksum) => checksum.Length > 12 ? checksum[..12] : checksum;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
