using Pipeline.Sdk.EndToEnd.Tests;

namespace Pipeline.Sdk.Migrations.Tests;

public sealed class UnusableDatabaseTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_full_disk_is_reported_with_the_script_and_leaves_nothing()
    {
        _bench.Script("V1__kept.sql", "CREATE TABLE kept (id)");
        await _bench.MigrateAsync();
        var before = _bench.Dump();
        _bench.Script("V2__big.sql", "CREATE TABLE big (data);\nINSERT INTO big VALUES (zeroblob(100000))");
        var failure = await _bench.FailAsync(With("PRAGMA max_page_count = 8"));

        Assert.Equal("PIPE0731", failure.Code);
        Assert.StartsWith("V2__big.sql(2): SQLite cannot work on '", failure.Message, StringComparison.Ordinal);
        Assert.Contains("database or disk is full. Nothing was applied. Free space", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, _bench.Dump());
    }

    [Fact]
    [Trait("Category", "Integration")]
    public async Task A_disk_that_is_really_full_leaves_nothing_and_when_there_is_space_again_the_run_goes_on()
    {
        await using var disk = await SmallDisk.MountAsync(16);
        using var bench = new Workbench(disk.Path);
        bench.Script("V1__kept.sql", "CREATE TABLE kept (id INTEGER PRIMARY KEY, data BLOB);\nWITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO kept SELECT i, zeroblob(10) FROM n");
        await bench.MigrateAsync();
        var before = bench.Dump();

        bench.Script("V2__big.sql", "CREATE TABLE big (data);\nINSERT INTO big VALUES (zeroblob(20000000))");
        var big = await bench.FailAsync();
        Assert.Equal("PIPE0731", big.Code);
        Assert.Contains("database or disk is full. Nothing was applied. Free space", big.Message, StringComparison.Ordinal);
        Assert.Equal(before, bench.Dump());

        bench.Without("V2__big.sql").Script("V2__fill.sql", "-- pipeline: batch table=kept key=id size=1000\nUPDATE kept SET data = zeroblob(90) WHERE id BETWEEN :from AND :to");
        var filler = Path.Combine(disk.Path, "filler");
        await File.WriteAllBytesAsync(filler, new byte[new DriveInfo(disk.Path).AvailableFreeSpace - 1_500_000], TestContext.Current.CancellationToken);
        var half = await bench.FailAsync();
        Assert.Equal("PIPE0731", half.Code);
        Assert.Matches("'kept' is done up to id [1-9][0-9]*000, .* and stays so. Run again, and it goes on there.", half.Message);

        File.Delete(filler);
        await bench.MigrateAsync();
        Assert.Contains(bench.Log, line => line.Contains("goes on: batch ", StringComparison.Ordinal));
        Assert.Equal("20000", bench.Scalar("SELECT count(*) FROM kept WHERE length(data) = 90"));
    }

    [Fact]
    public async Task A_statement_outside_of_a_transaction_waits_for_whoever_has_the_lock()
    {
        _bench.Script("V1__orders.sql", "CREATE TABLE orders (id)");
        await _bench.MigrateAsync();
        _bench.Script("V2__alone.sql", "-- pipeline: no-transaction\nINSERT INTO orders VALUES (1)");
        using var other = _bench.Open();
        using var command = other.CreateCommand();
        var takes = 0;
        var options = new SqliteMigrationOptions
        {
            // The migrator's own lock is free here, between its note of what it begins and the statement.
            Checkpoint = name =>
            {
                if (name != "statement 0" || takes++ > 0) return;
                command.CommandText = "BEGIN IMMEDIATE";
                command.ExecuteNonQuery();
            },
        };

        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var migration = new Migrator().MigrateAsync(
            MigrationFolder.Load(_bench.Folder),
            new SqliteMigrationDatabase(_bench.Database, options),
            new MigrationRun(),
            line =>
            {
                if (line.StartsWith("Waiting up to", StringComparison.Ordinal)) waits.TrySetResult();
            },
            TestContext.Current.CancellationToken);
        Assert.Same(waits.Task, await Task.WhenAny(waits.Task, migration));
        command.CommandText = "COMMIT";
        command.ExecuteNonQuery();
        await migration;

        Assert.Equal("1", _bench.Scalar("SELECT count(*) FROM orders"));
    }

    [Fact]
    public async Task A_read_only_database_is_reported()
    {
        _bench.Script("V1__orders.sql", "CREATE TABLE orders (id)");
        var failure = await _bench.FailAsync(With("PRAGMA journal_mode = WAL; PRAGMA query_only = ON"));

        Assert.Equal("PIPE0731", failure.Code);
        Assert.Contains("attempt to write a readonly database. Nothing was applied. Make the file and its folder writable", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_reported()
    {
        await File.WriteAllTextAsync(_bench.Database, new string('x', 4096));
        _bench.Script("V1__orders.sql", "CREATE TABLE orders (id)");
        var failure = await _bench.FailAsync();

        Assert.Equal("PIPE0731", failure.Code);
        Assert.Contains("file is not a database", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_database_is_reported()
    {
        Directory.CreateDirectory(_bench.Database);
        _bench.Script("V1__orders.sql", "CREATE TABLE orders (id)");

        Assert.Equal("PIPE0731", (await _bench.FailAsync()).Code);
    }

    private static SqliteMigrationOptions With(string pragma) => new()
    {
        Opened = connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = pragma;
            command.ExecuteNonQuery();
        },
    };
}
