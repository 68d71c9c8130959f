using System.Text.Json;

namespace Pipeline.Sdk.Migrations.Tests;

public sealed class ApplyingTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Pending_scripts_are_applied_once_and_in_order()
    {
        _bench.Script("V1__orders.sql", "CREATE TABLE orders (id INTEGER PRIMARY KEY)").Script("V2__total.sql", "ALTER TABLE orders ADD COLUMN total INTEGER");
        var first = await _bench.MigrateAsync();
        _bench.Script("V3__index.sql", "CREATE INDEX orders_total ON orders (total)");
        var second = await _bench.MigrateAsync();
        var third = await _bench.MigrateAsync();

        Assert.Equal((2, 0, 2), (first.Applied.Length, first.AlreadyApplied, first.SchemaVersion));
        Assert.Equal("index", Assert.Single(second.Applied).Name);
        Assert.Equal((0, 3, 3), (third.Applied.Length, third.AlreadyApplied, third.SchemaVersion));
        Assert.Contains(_bench.Log, line => line.EndsWith("is up to date at version 3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_database_lists_what_was_applied_when_and_for_whom()
    {
        _bench.Script("V7__orders.sql", "CREATE TABLE orders (id)");
        var report = await _bench.MigrateAsync(run: new MigrationRun { RunId = "run-1", AppliedBy = "ada" });

        Assert.Equal(
            $"7|orders|{report.Applied[0].Checksum}|run-1|ada",
            _bench.Scalar("SELECT concat_ws('|', version, name, checksum, run_id, applied_by) FROM pipeline_migrations"));
        Assert.Equal("1", _bench.Scalar("SELECT applied_at GLOB '20[0-9][0-9]-[01][0-9]-[0-3][0-9]T*.[0-9][0-9][0-9]Z' AND duration_ms >= 0 FROM pipeline_migrations"));
    }

    [Fact]
    public async Task A_new_database_gets_its_folder_and_a_write_ahead_log()
    {
        _bench.Script("V1__orders.sql", "CREATE TABLE orders (id)");
        var path = Path.Combine(_bench.Folder, "state", "production", "orders.db");
        await new Migrator().MigrateAsync(MigrationFolder.Load(_bench.Folder), new SqliteMigrationDatabase(path), new MigrationRun(), _ => { });

        // Bytes 18 and 19 of the header: 2 means write-ahead log (SQLite's file format, section 1.3.3).
        Assert.Equal([2, 2], File.ReadAllBytes(path)[18..20]);
    }

    [Fact]
    public async Task Semicolons_in_strings_comments_and_triggers_end_no_statement()
    {
        _bench.Script("V1__tricky.sql", """
            -- not; a statement
            ;;
            CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT DEFAULT 'a;b' /* c;d */, "odd;name" TEXT);
            CREATE TABLE copies (body TEXT);
            CREATE TRIGGER notes_copied AFTER INSERT ON notes BEGIN
              INSERT INTO copies VALUES (new.body);
              UPDATE copies SET body = body || ';';
            END;
            INSERT INTO notes (body) VALUES ('x;''y'), ('--z');
            /* the last comment is not closed
            """);
        await _bench.MigrateAsync();

        Assert.Equal("x;'y;;--z;", _bench.Scalar("SELECT group_concat(body, '') FROM copies"));
    }

    [Fact]
    public async Task The_report_survives_as_json()
    {
        _bench.Script("V1__orders.sql", "CREATE TABLE orders (id)");
        var report = await _bench.MigrateAsync(run: new MigrationRun { AppliedBy = "ada" });
        var json = JsonSerializer.Serialize(report);
        var back = JsonSerializer.Deserialize<MigrationReport>(json);

        Assert.Equal(report.Applied.AsEnumerable(), back?.Applied);
        Assert.Equal(report with { Applied = [], Waiting = [], Reverted = [] }, back is null ? null : back with { Applied = [], Waiting = [], Reverted = [] });
    }

    [Fact]
    public async Task A_script_may_use_pragmas_that_a_rollback_undoes()
    {
        _bench.Script("V1__pragmas.sql", "PRAGMA user_version = 7; PRAGMA defer_foreign_keys = ON; PRAGMA journal_mode; SELECT * FROM pragma_table_info('sqlite_schema')");
        await _bench.MigrateAsync();

        Assert.Equal("7", _bench.Scalar("PRAGMA user_version"));
    }

    [Fact]
    public async Task Many_statements_take_time_in_proportion()
    {
        // Handing SQLite the rest of the script without its terminating NUL copies it for every statement: 20 GB here, and a test that takes minutes.
        _bench.Script("V1__many.sql", "CREATE TABLE numbers (n);\n" + string.Concat(Enumerable.Range(0, 20_000).Select(n => $"INSERT INTO numbers VALUES ({n}); -- {new string('x', 80)}\n")));
        await _bench.MigrateAsync();

        Assert.Equal("20000", _bench.Scalar("SELECT count(*) FROM numbers"));
    }
}
