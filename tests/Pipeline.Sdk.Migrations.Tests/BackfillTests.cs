using System.Globalization;

namespace Pipeline.Sdk.Migrations.Tests;

/// <summary>A long change of data, while others write: on real SQLite and on real PostgreSQL.</summary>
[Trait("Category", "Integration")]
public sealed class BackfillTests(PostgresServer server)
{
    [Theory]
    [InlineData(DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Postgres)]
    public Task Two_hundred_thousand_rows_are_changed_once_under_writes(DatabaseEngine engine) => FillAsync(engine, 200_000);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Postgres)]
    public Task Five_million_rows_are_changed_once_under_writes(DatabaseEngine engine) => FillAsync(engine, 5_000_000);

    [Theory]
    [InlineData(DatabaseEngine.Sqlite, "INTEGER", "i")]
    [InlineData(DatabaseEngine.Sqlite, "INTEGER", "i * 1000 - 700000")]
    [InlineData(DatabaseEngine.Sqlite, "INTEGER", "CASE WHEN i < 600 THEN i - 300 ELSE i * 100000 END")]
    [InlineData(DatabaseEngine.Sqlite, "TEXT", "'it''s ' || i")]
    [InlineData(DatabaseEngine.Sqlite, "REAL", "i / 16.0")]
    [InlineData(DatabaseEngine.Postgres, "bigint", "i")]
    [InlineData(DatabaseEngine.Postgres, "bigint", "i * 1000 - 700000")]
    [InlineData(DatabaseEngine.Postgres, "text", "'it''s ' || i")]
    [InlineData(DatabaseEngine.Postgres, "uuid", "md5(i::text)::uuid")]
    public async Task Every_row_is_changed_once_whatever_its_key_is(DatabaseEngine engine, string type, string key)
    {
        await using var bench = await Bench.NewAsync(engine, server);
        bench.Script("V1__n.sql", $"CREATE TABLE n (id {type} PRIMARY KEY NOT NULL, changes INTEGER NOT NULL DEFAULT 0); "
            + $"WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 3001) INSERT INTO n (id) SELECT {key} FROM s")
            .Script("V2__fill.sql", "-- pipeline: batch table=n key=id size=300\nUPDATE n SET changes = changes + 1 WHERE id BETWEEN :from AND :to");
        await bench.MigrateAsync();

        Assert.Equal("3001|1|1", await bench.ScalarAsync("SELECT count(*) || '|' || min(changes) || '|' || max(changes) FROM n"));
        Assert.Contains(bench.Log, line => line.EndsWith("3,001 rows changed", StringComparison.Ordinal));
    }

    private async Task FillAsync(DatabaseEngine engine, int rows)
    {
        await using var bench = await Bench.NewAsync(engine, server);
        bench.Script("V1__n.sql", bench.IsPostgres
            ? $"CREATE TABLE n (id bigint PRIMARY KEY, changes int NOT NULL DEFAULT 0, written int NOT NULL DEFAULT 0); INSERT INTO n (id) SELECT generate_series(1, {rows})"
            : $"CREATE TABLE n (id INTEGER PRIMARY KEY, changes INTEGER NOT NULL DEFAULT 0, written INTEGER NOT NULL DEFAULT 0); WITH RECURSIVE i (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM i WHERE x < {rows}) INSERT INTO n (id) SELECT x FROM i");
        await bench.MigrateAsync();
        bench.Script("V2__fill.sql", "-- pipeline: batch table=n key=id size=2000\nUPDATE n SET changes = changes + 1 WHERE id BETWEEN :from AND :to");

        using var done = new CancellationTokenSource();
        var written = WriteAsync(bench, rows, done.Token);
        await bench.MigrateAsync();
        await done.CancelAsync();

        Assert.Equal($"{rows}|{rows}|1", await bench.ScalarAsync("SELECT count(*) || '|' || sum(changes) || '|' || max(changes) FROM n"));
        Assert.Equal((await written).ToString(CultureInfo.InvariantCulture), await bench.ScalarAsync("SELECT sum(written) FROM n"));
        Assert.True(await written > 0, "Nobody could write meanwhile.");
    }

    private static async Task<int> WriteAsync(Bench bench, int rows, CancellationToken done)
    {
        var count = 0;
        await using var connection = await bench.OpenAsync();
        while (!done.IsCancellationRequested)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"UPDATE n SET written = written + 1 WHERE id = {(count * 7919 % rows) + 1}";
            await command.ExecuteNonQueryAsync(CancellationToken.None);
            count++;
            await Task.Yield();
        }

        return count;
    }
}
