namespace Pipeline.Sdk.Migrations.Tests;

public sealed class ForeignKeyTests : IDisposable
{
    private const string Tables = """
        CREATE TABLE customers (id INTEGER PRIMARY KEY);
        CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER REFERENCES customers (id) ON DELETE CASCADE);
        INSERT INTO customers VALUES (1);
        INSERT INTO orders VALUES (10, 1);
        """;

    private const string Rebuild = """
        CREATE TABLE customers_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '');
        INSERT INTO customers_new (id) SELECT id FROM customers;
        DROP TABLE customers;
        ALTER TABLE customers_new RENAME TO customers;
        """;

    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Foreign_keys_act_while_a_script_runs()
    {
        _bench.Script("V1__tables.sql", Tables).Script("V2__bad.sql", "SELECT 1;\nINSERT INTO orders VALUES (11, 99)");

        Assert.StartsWith("V2__bad.sql(2): FOREIGN KEY constraint failed", (await _bench.FailAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_refer_to_nothing_stop_the_commit()
    {
        _bench.Script("V1__tables.sql", Tables).Script("V2__bad.sql", "PRAGMA defer_foreign_keys = ON; INSERT INTO orders VALUES (11, 99)");
        var failure = await _bench.FailAsync();

        Assert.Equal("PIPE0724", failure.Code);
        Assert.Contains("row 11 of 'orders' to 'customers'", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Dump());
    }

    [Fact]
    public async Task Dropping_a_table_that_others_cascade_from_is_refused()
    {
        _bench.Script("V1__tables.sql", Tables);
        await _bench.MigrateAsync();
        _bench.Script("V2__rebuild.sql", Rebuild);
        var failure = await _bench.FailAsync();

        Assert.Equal("PIPE0725", failure.Code);
        Assert.StartsWith("V2__rebuild.sql(3): dropping 'customers' would delete or change rows of 'orders'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_is_rebuilt_with_foreign_keys_checked_at_the_end()
    {
        _bench.Script("V1__tables.sql", Tables).Script("V2__rebuild.sql", Rebuild);
        await _bench.MigrateAsync(new SqliteMigrationOptions { EnforceForeignKeys = false });

        Assert.Equal("10|1|", _bench.Scalar("SELECT orders.id || '|' || customers.id || '|' || name FROM orders JOIN customers ON customers.id = customer"));
    }

    [Fact]
    public async Task Without_enforcement_the_check_before_the_commit_still_holds()
    {
        _bench.Script("V1__tables.sql", Tables).Script("V2__bad.sql", "DELETE FROM customers");

        Assert.Equal("PIPE0724", (await _bench.FailAsync(new SqliteMigrationOptions { EnforceForeignKeys = false })).Code);
    }
}
