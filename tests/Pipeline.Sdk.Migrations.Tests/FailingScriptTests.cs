namespace Pipeline.Sdk.Migrations.Tests;

public sealed class FailingScriptTests : IDisposable
{
    private const string Failing = """
        CREATE TABLE invoices (id INTEGER PRIMARY KEY);
        ALTER TABLE orders ADD COLUMN total INTEGER;
        UPDATE orders SET name = 'changed';

        -- This table does not exist.
        INSERT INTO
          no_such_table VALUES (1);
        CREATE TABLE never (id);
        """;

    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("WAL")]
    [InlineData("DELETE")]
    public async Task A_failing_script_leaves_the_schema_byte_equal(string journalMode)
    {
        _bench.Execute($"PRAGMA journal_mode = {journalMode}");
        _bench.Script("V1__orders.sql", "CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO orders (name) VALUES ('kept')");
        await _bench.MigrateAsync();
        var dump = _bench.Dump();
        var bytes = File.ReadAllBytes(_bench.Database);

        _bench.Script("V2__good.sql", "CREATE TABLE good (id)").Script("V3__bad.up.sql", Failing);
        await _bench.FailAsync();

        Assert.Equal(dump, _bench.Dump());
        Assert.Equal(bytes, File.ReadAllBytes(_bench.Database));
        Assert.Equal([Path.GetFileName(_bench.Database)], Directory.GetFiles(Path.GetDirectoryName(_bench.Database) ?? "").Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_failing_script_leaves_no_table_in_a_new_database()
    {
        _bench.Script("V1__good.sql", "CREATE TABLE good (id)").Script("V2__bad.sql", "CREATE TABLE worse (id); SELEKT 1");
        await _bench.FailAsync();

        Assert.Empty(_bench.Dump());
    }

    [Fact]
    public async Task The_message_names_the_script_the_line_of_the_statement_and_the_reason()
    {
        _bench.Script("V1__orders.sql", "CREATE TABLE orders (id, name)").Script("V3__bad.up.sql", Failing);
        var failure = await _bench.FailAsync();

        Assert.Equal("PIPE0720", failure.Code);
        Assert.StartsWith("V3__bad.up.sql(6): no such table: no_such_table. Nothing was applied", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TABLE a (\n  id", "V1__x.sql(1): incomplete input")]
    [InlineData("SELECT 1;\nSELECT 'open", "V1__x.sql(2): unrecognized token: \"'open\"")]
    [InlineData("CREATE TABLE a (id UNIQUE);\r\nINSERT INTO a VALUES (1);\r\n/* two\r\nlines */ INSERT INTO a VALUES (1);", "V1__x.sql(4): UNIQUE constraint failed: a.id")]
    [InlineData("CREATE TABLE a (id);\nCREATE TRIGGER t BEFORE INSERT ON a BEGIN SELECT RAISE(ROLLBACK, 'no more'); END;\nINSERT INTO a VALUES (1);", "V1__x.sql(3): no more")]
    public async Task Every_way_to_fail_has_its_line(string sql, string message)
    {
        _bench.Script("V1__x.sql", sql);
        var failure = await _bench.FailAsync();

        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Dump());
    }

    [Fact]
    public async Task A_script_of_comments_alone_is_refused()
    {
        _bench.Script("V1__later.sql", "-- to be written\n;");

        Assert.Equal("PIPE0723", (await _bench.FailAsync()).Code);
    }

    [Theory]
    [InlineData("BEGIN")]
    [InlineData("COMMIT")]
    [InlineData("/* a comment */ eNd -- transaction")]
    [InlineData("ROLLBACK")]
    [InlineData("SAVEPOINT here")]
    [InlineData("RELEASE here")]
    [InlineData("ATTACH ':memory:' AS other")]
    [InlineData("DETACH main")]
    [InlineData("VACUUM")]
    [InlineData("vacuum INTO 'copy.db'")]
    [InlineData("PRAGMA foreign_keys = OFF")]
    [InlineData("PRAGMA journal_mode(DELETE)")]
    [InlineData("PRAGMA writable_schema = 1")]
    [InlineData("PRAGMA wal_checkpoint")]
    public async Task A_script_does_not_control_the_transaction(string statement)
    {
        _bench.Script("V1__orders.sql", $"CREATE TABLE orders (id);\n{statement}");
        var failure = await _bench.FailAsync();

        Assert.Equal("PIPE0721", failure.Code);
        Assert.StartsWith("V1__orders.sql(2): ", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Dump());
    }

    [Theory]
    [InlineData("DELETE FROM pipeline_migrations")]
    [InlineData("DROP TABLE Pipeline_Migrations")]
    [InlineData("ALTER TABLE pipeline_migrations RENAME TO mine")]
    [InlineData("CREATE TRIGGER t AFTER INSERT ON orders BEGIN DELETE FROM pipeline_migrations; END; INSERT INTO orders VALUES (1)")]
    public async Task A_script_does_not_touch_the_list_of_what_was_applied(string statement)
    {
        _bench.Script("V1__orders.sql", "CREATE TABLE orders (id)");
        await _bench.MigrateAsync();
        _bench.Script("V2__forge.sql", statement);

        Assert.Equal("PIPE0722", (await _bench.FailAsync()).Code);
    }
}
