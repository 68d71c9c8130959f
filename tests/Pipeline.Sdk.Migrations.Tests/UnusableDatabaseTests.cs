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
