using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>Everything that can be wrong with a folder of migrations, a database's history, a script or a database: PIPE0701 to PIPE0769.</summary>
internal static class MigrationDiagnostics
{
    public const string NothingApplied = "Nothing was applied.";

    private const string NameRule = "'V<number>__<name>.up.sql' (or '.down.sql', or just '.sql'), such as 'V0007__add_customer_email.up.sql'";

    public static Diagnostic FolderMissing(string folder) =>
        new("PIPE0701", $"The migrations folder '{folder}' does not exist. Create it with a first script, or correct the path.");

    public static Diagnostic FolderEmpty(string folder) =>
        new("PIPE0702", $"The migrations folder '{folder}' holds no script. Scripts are named {NameRule}; add the first one, or correct the path.");

    public static Diagnostic BadName(string file) =>
        new("PIPE0703", $"'{file}' is not the name of a migration. Valid is {NameRule}; the name holds letters, digits, '_' and '-', the number starts at 1. "
            + "'R__<name>.sql' is repeatable, 'B<number>__<name>.sql' a baseline; seeds lie in the folder 'seed'.");

    public static Diagnostic BadSeedName(string file) =>
        new("PIPE0703", $"'{file}' is not the name of a seed. Valid is 'S__<name>.sql' or 'S<number>__<name>.sql', such as 'S__countries.sql'; the name holds letters, digits, '_' and '-'.");

    public static Diagnostic BadForeignName(string file, MigrationNaming naming)
    {
        var valid = naming switch
        {
            MigrationNaming.Evolve => "'V1_2__name.sql' or 'V1.2__name.sql' with up to four parts below 10000, or 'R__name.sql'",
            MigrationNaming.DbUp => "a number from 1 in front or behind a word, such as '0007_name.sql' or 'Script0007 - name.sql'",
            _ => "a time of 14 digits, '_' and a name: '20240131120000_AddEmail.sql'",
        };
        return new("PIPE0703", $"'{file}' is not the name of a migration of {naming}. Valid is {valid}.");
    }

    public static Diagnostic DuplicateVersion(long version, string file, string first) =>
        new("PIPE0704", $"'{file}' has version {Text(version)}, which '{first}' has already. Give one of them the next free number.");

    public static Diagnostic DuplicateName(string file, string first) =>
        new("PIPE0704", $"'{file}' has the name of '{first}'. Rename one of them.");

    public static Diagnostic BadCode(string type, long version, string name) =>
        new("PIPE0703", $"The migration {type} has version {Text(version)} and the name '{name}'. Valid is a version from 1, and a name of letters, digits, '_' and '-'.");

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
            + "Restore the text that was applied (git log -p), and put the change into a new script with a newer version. "
            + "If the edit changes nothing that matters, such as a comment, repair the list: MigrateRepair.");

    public static Diagnostic AppliedMissing(AppliedMigration applied) =>
        new("PIPE0711", $"Version {Text(applied.Version)} '{applied.Name}' was applied {When(applied)} and is not in the folder. "
            + "Restore the script from version control; if a newer commit has migrated this database, migrate from that commit. "
            + "If it was undone by hand, repair the list: MigrateRepair.");

    public static Diagnostic OutOfOrder(MigrationScript script, AppliedMigration newest) =>
        new("PIPE0712", $"'{script.File}' is not applied, but the newer version {Text(newest.Version)} '{newest.Name}' is, {When(newest)}. "
            + $"Rename the script so that its version is above {Text(newest.Version)}. If its place does not matter, accept it: MigrateRepair.");

    public static Diagnostic UnknownDirective(string file, int line, string name, string? nearest, IReadOnlyList<string> valid) =>
        new("PIPE0713", $"{file}({Text(line)}): '-- pipeline: {name}' is unknown{(nearest is null ? "" : $"; did you mean '{nearest}'?")}. Valid are {string.Join(", ", valid)}.");

    public static Diagnostic BadDirective(string file, int line, string name, string value, string valid) =>
        new("PIPE0714", $"{file}({Text(line)}): '-- pipeline: {name}' does not take '{value}'. Valid is {valid}.");

    public static Diagnostic DuplicateDirective(string file, int line, string name) =>
        new("PIPE0715", $"{file}({Text(line)}): '-- pipeline: {name}' is there twice. Remove one.");

    public static Diagnostic BatchNotVersioned(string file) =>
        new("PIPE0716", $"'{file}' cannot be batched: only a versioned SQL script can, because its progress is kept under its version. Remove '-- pipeline: batch', or give the script a version.");

    public static Diagnostic BatchWithoutRange(string file, int line) =>
        new("PIPE0716", $"{file}({Text(line)}): a batched statement names its range by :from and :to, as in 'WHERE id BETWEEN :from AND :to', or every range would change everything. "
            + $"{NothingApplied} Add the condition, or remove '-- pipeline: batch'.");

    public static Diagnostic NotOurs(string database) =>
        new("PIPE0717", $"'{database}' holds objects, but no list of what was applied, so it is not known which scripts it has had. {NothingApplied} "
            + "Take it over: MigrateBaseline with the version it is at, or MigrateAdopt when DbUp, Evolve, Flyway, FluentMigrator or Entity Framework has kept a list.");

    public static Diagnostic EditedHalfway(MigrationScript script, AppliedMigration applied) =>
        new("PIPE0718", $"'{script.File}' was edited while it is half applied ({applied.Progress}, {When(applied)}): it cannot go on in another text. "
            + "Restore the text to let it finish, or let it begin anew: MigrateRepair.");

    public static Diagnostic NothingToRepair(string versions, string database) =>
        new("PIPE0719", $"There is nothing to repair for {versions} in '{database}': folder and list agree about it. MigratePlan shows what they disagree on.");

    public static Diagnostic ScriptFailed(string file, int line, string reason, string outcome) =>
        new("PIPE0720", $"{file}({Text(line)}): {reason}. {outcome} Correct the statement that starts in this line.");

    public static Diagnostic StatementRefused(string file, int line, string statement, string outcome) =>
        new("PIPE0721", $"{file}({Text(line)}): {statement} is not for migration scripts. The migrator begins and commits the transaction; "
            + "a script does not begin, end or leave it, attach databases, or change settings that a transaction cannot undo. "
            + $"Valid pragmas are {string.Join(", ", SqliteScriptGuard.AllowedPragmas)}. {outcome} Remove the statement, or, for VACUUM and settings, add '-- pipeline: no-transaction'.");

    public static Diagnostic PostgresStatementRefused(string file, int line, string statement, string outcome) =>
        new("PIPE0721", $"{file}({Text(line)}): {statement} is not for migration scripts. The migrator begins and commits the transaction and chooses the role; "
            + $"a script has no client beside it that could send or take data. {outcome} Remove the statement.");

    public static Diagnostic HistoryTouched(string file, int line, string table, string outcome) =>
        new("PIPE0722", $"{file}({Text(line)}): '{table}' belongs to the migrator. {outcome} Remove the statement.");

    public static Diagnostic NoStatement(string file, string outcome) =>
        new("PIPE0723", $"'{file}' holds comments but no statement. {outcome} Write the migration into it, or delete the file.");

    public static Diagnostic ForeignKeysViolated(string database, string violations, string outcome) =>
        new("PIPE0724", $"After the pending scripts, rows of '{database}' refer to rows that do not exist: {violations}. {outcome} "
            + "Let a script mend these rows, also when they were there before.");

    public static Diagnostic DropWouldChangeRows(string file, int line, string table, string referrers, string outcome) =>
        new("PIPE0725", $"{file}({Text(line)}): dropping '{table}' would delete or change rows of {referrers}, whose foreign keys act when a row they refer to goes. "
            + $"{outcome} Drop or empty the referring tables first; to rebuild '{table}', begin the script with '-- pipeline: foreign-keys off', "
            + "which checks foreign keys once before the commit instead.");

    public static Diagnostic PsqlCommand(string file, int line, string outcome) =>
        new("PIPE0726", $"{file}({Text(line)}): a backslash command is for psql, not for PostgreSQL. {outcome} Write it in SQL: \\i is a script of its own, \\copy is COPY from a file of the server.");

    public static Diagnostic NotInTransaction(string file, int line, string statement, string outcome) =>
        new("PIPE0727", $"{file}({Text(line)}): {statement} cannot run in a transaction. {outcome} Put it into a script of its own that begins with '-- pipeline: no-transaction'.");

    public static Diagnostic CodeFailed(string type, string reason, string outcome) =>
        new("PIPE0728", $"The migration {type} failed: {reason} {outcome} The stack is in the log.");

    public static Diagnostic Unterminated(string file, int line, string outcome) =>
        new("PIPE0729", $"{file}({Text(line)}): a string, a dollar quote or a comment begins here and never ends. {outcome} Close it.");

    public static Diagnostic LockTimeout(string database, TimeSpan waited, string? holder, string outcome = NothingApplied) =>
        new("PIPE0730", $"'{database}' was locked for {Seconds(waited)} by {holder ?? "another migrator or writer"}, longer than the limit. "
            + $"{outcome} Run again when it has ended, or raise the lock timeout.");

    public static Diagnostic DatabaseUnusable(string engine, string database, string reason, string wayOut, string outcome, string? at = null) =>
        new("PIPE0731", $"{(at is null ? string.Empty : at + ": ")}{engine} cannot work on '{database}': {reason}. {outcome} {wayOut}");

    public static Diagnostic HistoryUnreadable(string database, string table, string what) =>
        new("PIPE0732", $"The table '{table}' of '{database}' is not as the migrator writes it: {what}. {NothingApplied} Restore the table from a backup.");

    public static Diagnostic ConnectionLost(string database, string reason) =>
        new("PIPE0733", $"The connection to '{database}' was lost: {reason} The server rolls back what was not committed. "
            + "Run again: the list in the database says what was applied, and what is half done goes on where it was.");

    public static Diagnostic LoginRefused(string database, string user, string reason) =>
        new("PIPE0734", $"PostgreSQL does not let '{user}' log in to '{database}': {reason}. {NothingApplied} Check the account's password and the server's pg_hba.conf.");

    public static Diagnostic CannotConnect(string database, string reason) =>
        new("PIPE0735", $"'{database}' cannot be reached: {reason}. {NothingApplied} Check that the server runs, the address, and the database's name.");

    public static Diagnostic CannotPrepareRoles(string database, string reason) =>
        new("PIPE0736", $"The roles of '{database}' cannot be prepared: {reason}. {NothingApplied} The account needs CREATEROLE and must own the database; "
            + $"or set {nameof(PostgresMigrationOptions)}.{nameof(PostgresMigrationOptions.LeastPrivilege)} to false, which runs scripts as this account.");

    public static Diagnostic StatementTimeout(string file, int line, string outcome) =>
        new("PIPE0737", $"{file}({Text(line)}): the statement took longer than its limit. {outcome} Make it smaller ('-- pipeline: batch'), or raise '-- pipeline: timeout'.");

    public static Diagnostic UnknownOutcome(string file, int line, string statement) =>
        new("PIPE0738", $"{file}({Text(line)}): the migrator ended while '{statement}' ran, and whether it has run cannot be told from the database; it was tried again and failed. "
            + "Look whether its work is there. If so, write it so that it may run twice (IF NOT EXISTS), and repair the list: MigrateRepair.");

    public static Diagnostic NoDown(MigrationScript script) =>
        new("PIPE0740", $"'{script.File}' has no way back{(script.Directives.Irreversible is { } why ? $" ({why})" : "")}. Nothing was undone. "
            + "Go forward with a new script, or restore the backup.");

    public static Diagnostic UnknownVersion(long version, string database) =>
        new("PIPE0741", $"Version {Text(version)} is neither 0 nor a version that '{database}' or the folder knows. MigratePlan lists them.");

    public static Diagnostic BaselineNotEmpty(string database, long version) =>
        new("PIPE0742", $"'{database}' has a list already and is at version {Text(version)}: it needs no baseline. To change the list, use MigrateRepair.");

    public static Diagnostic NothingToAdopt(string database) =>
        new("PIPE0743", $"'{database}' holds no list of DbUp, Evolve, Flyway, FluentMigrator or Entity Framework. Take it over with MigrateBaseline and the version it is at.");

    public static Diagnostic CannotAdopt(string table, string entry) =>
        new("PIPE0744", $"'{entry}' stands in the list {table}, and no script of the folder belongs to it. Nothing was adopted. Add the script, or choose the naming that the folder's files follow.");

    public static Diagnostic BackupFailed(string database, string reason) =>
        new("PIPE0745", $"The backup of '{database}' failed, so nothing was changed: {reason} Mend that, then run again.");

    public static Diagnostic NoBackupFolder(string database) =>
        new("PIPE0745", $"A destructive script is pending for '{database}', and there is no folder for the backup. {NothingApplied} Set {nameof(MigrationOptions)}.{nameof(MigrationOptions.BackupFolder)}.");

    public static Diagnostic ProgramMissing(string database, string program) =>
        new("PIPE0746", $"'{program}' was not found, which '{database}' needs. Install PostgreSQL's client programs (Debian: postgresql-client), or put their folder on the PATH.");

    public static Diagnostic CannotCopy(string database, string reason) =>
        new("PIPE0747", $"A copy of '{database}' for the rehearsal cannot be made: {reason}. The account needs CREATEDB.");

    public static Diagnostic LintRefused(int count, string environment, string findings) =>
        new("PIPE0750", $"{(count == 1 ? "One finding" : Text(count) + " findings")} of the lint must not reach '{environment}'. {NothingApplied} "
            + $"Change the script, or acknowledge it there with a reason: '-- pipeline: allow CODE REASON'.\n{findings}");

    public static Diagnostic RehearsalFailed(string database, string findings) =>
        new("PIPE0751", $"The rehearsal of '{database}' found that a way does not lead back:\n{findings}\nThe database itself was not touched. Mend the down script.");

    public static Diagnostic NotScriptable(string type) =>
        new("PIPE0752", $"{type} is C#, which has no SQL to write. Let the Migrate target apply what is pending up to it.");

    public static Diagnostic OptionMissing(string option, string what) =>
        new("PIPE0753", $"Give {option}: {what}. Nothing was changed.");

    public static Diagnostic ClusterFailed(string folder, string step, string said) =>
        new("PIPE0760", $"PostgreSQL could not be started in '{folder}': {step} said: {said}");

    public static Diagnostic ClusterProgramMissing(string program) =>
        new("PIPE0761", $"'{program}' was not found, which an environment on this machine needs for PostgreSQL. Install it (Debian: postgresql), or migrate on SQLite.");

    public static Diagnostic NotMigrated(string database) =>
        new("PIPE0762", $"'{database}' was never migrated in this environment, so there is no connection to give. Run its Migrate target first.");

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
