using System.Text.RegularExpressions;

namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>Every companion of <c>Migrate</c>, from the command line of the built program.</summary>
public sealed partial class MigrationTargetTests : IAsyncDisposable
{
    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task What_is_pending_is_planned_checked_rehearsed_written_applied_and_undone()
    {
        _stage.LayOutRelease("1.0.0");
        Script("V0001__create_orders.down.sql", "DROP TABLE orders;");
        (await RunAsync("Migrate", "--release-version", "1.0.0")).MustBe(0).MustSay("Applying V0001__create_orders.up.sql", "is at version 1: 1 applied");
        Script("V0002__add_note.up.sql", "ALTER TABLE orders ADD COLUMN note TEXT;");
        Script("V0002__add_note.down.sql", "ALTER TABLE orders DROP COLUMN note;");

        (await RunAsync("MigratePlan")).MustBe(0).MustSay("V0002__add_note.up.sql");
        (await RunAsync("MigrateLint")).MustBe(0).MustSay("findings for Sqlite", "findings for Postgres");
        (await RunAsync("MigrateRehearse")).MustBe(0).MustSay("V0002__add_note.up.sql: the way back leads back");
        var written = Written().Match((await RunAsync("MigrateScript")).MustBe(0).Output).Groups["file"].Value;
        Assert.Contains("ALTER TABLE orders ADD COLUMN note TEXT", await File.ReadAllTextAsync(written), StringComparison.Ordinal);

        (await RunAsync("Migrate", "--release-version", "1.0.0")).MustBe(0).MustSay("Applying V0002__add_note.up.sql");
        (await RunAsync("MigrateDown", "--migrate-version", "1")).MustBe(0).MustSay("Undoing V0002__add_note.up.sql by V0002__add_note.down.sql");
        (await RunAsync("MigratePlan")).MustBe(0).MustSay("V0002__add_note.up.sql");
    }

    [Fact]
    public async Task What_an_option_is_missing_for_is_told()
    {
        (await RunAsync("MigrateDown")).MustBe(1).MustSay("--migrate-version");
        (await RunAsync("MigrateBaseline")).MustBe(1).MustSay("--migrate-version");
        (await RunAsync("MigrateRepair")).MustBe(1).MustSay("--migrate-repair");
        (await RunAsync("MigrateRepair", "--migrate-repair", "1")).MustBe(1).MustSay("--migrate-reason");
    }

    [Fact]
    public async Task An_edited_script_is_repaired_and_the_reason_is_kept()
    {
        _stage.LayOutRelease("1.0.0");
        (await RunAsync("Migrate", "--release-version", "1.0.0")).MustBe(0);
        Script("V0001__create_orders.up.sql", "CREATE TABLE orders (id INTEGER PRIMARY KEY, what TEXT NOT NULL); -- edited");
        (await RunAsync("Migrate", "--release-version", "1.0.0")).MustBe(1).MustSay("PIPE0710", "MigrateRepair");

        (await RunAsync("MigrateRepair", "--migrate-repair", "1", "--migrate-reason", "only a comment")).MustBe(0).MustSay("V0001__create_orders.up.sql");
        (await RunAsync("Migrate", "--release-version", "1.0.0")).MustBe(0).MustSay("is up to date at version 1");
    }

    [Fact]
    public async Task A_database_that_was_there_before_is_taken_over_by_its_version()
    {
        _stage.LayOutRelease("1.0.0");
        await QueryAsync("CREATE TABLE orders (id INTEGER PRIMARY KEY, what TEXT NOT NULL)");
        (await RunAsync("Migrate", "--release-version", "1.0.0")).MustBe(1).MustSay("PIPE0717");

        (await RunAsync("MigrateBaseline", "--migrate-version", "1")).MustBe(0);
        (await RunAsync("Migrate", "--release-version", "1.0.0")).MustBe(0).MustSay("is up to date at version 1");
    }

    [Fact]
    public async Task A_database_with_the_list_of_another_tool_is_taken_over_by_it()
    {
        _stage.LayOutRelease("1.0.0");
        await QueryAsync("CREATE TABLE orders (id INTEGER PRIMARY KEY, what TEXT NOT NULL); CREATE TABLE VersionInfo (Version BIGINT NOT NULL, AppliedOn DATETIME, Description TEXT); INSERT INTO VersionInfo VALUES (1, '2026-01-01', 'CreateOrders')");

        (await RunAsync("MigrateAdopt")).MustBe(0);
        (await RunAsync("Migrate", "--release-version", "1.0.0")).MustBe(0).MustSay("is up to date at version 1");
    }

    [Fact]
    public async Task A_contract_step_is_applied_by_its_own_target_too()
    {
        Script("V0002__drop_what.up.sql", "-- pipeline: phase contract\n-- pipeline: irreversible nobody reads it\n-- pipeline: allow MIG0002 nobody reads it\nALTER TABLE orders DROP COLUMN what;");
        (await RunAsync("MigrateContract")).MustBe(0).MustSay("Applying V0002__drop_what.up.sql");
    }

    private void Script(string file, string sql) => File.WriteAllText(Path.Combine(_stage.Root, "migrations", file), sql + "\n");

    private Task<Outcome> RunAsync(string target, params string[] options) => _stage.RunAsync([target, "--env", "staging", .. options]);

    // What another program did to the database before: with sqlite3, where the pipeline will look. A plan makes the folder.
    private async Task QueryAsync(string sql)
    {
        (await RunAsync("MigratePlan")).MustBe(0);
        var data = Directory.CreateDirectory(Path.Combine(_stage.EnvironmentFolder, "data"));
        var (process, output) = _stage.Start("sqlite3", [Path.Combine(data.FullName, "shop.db"), sql]);
        using (process)
        {
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, output());
        }
    }

    [GeneratedRegex(@"Written (?<file>\S+\.sql)", RegexOptions.None, 1000)]
    private static partial Regex Written();
}
