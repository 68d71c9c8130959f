using System.Data.Common;
using System.Globalization;
using Npgsql;

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
    [InlineData(DatabaseEngine.Postgres, "varchar(10) COLLATE \"C\"", "'Ä' || i")]
    [InlineData(DatabaseEngine.Postgres, "numeric(12, 3)", "i / 16.0")]
    [InlineData(DatabaseEngine.Postgres, "timestamptz", "timestamptz '2026-03-29 00:00 Europe/Berlin' + i * interval '7 minutes'")]
    [InlineData(DatabaseEngine.Postgres, "even", "i * 2")]
    public async Task Every_row_is_changed_once_whatever_its_key_is(DatabaseEngine engine, string type, string key)
    {
        await using var bench = await Bench.NewAsync(engine, server);
        bench.Script("V1__n.sql", $"{(type == "even" ? "CREATE DOMAIN even AS int CHECK (value % 2 = 0); " : "")}CREATE TABLE n (id {type} PRIMARY KEY NOT NULL, changes INTEGER NOT NULL DEFAULT 0); "
            + $"WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 3001) INSERT INTO n (id) SELECT {key} FROM s")
            .Script("V2__fill.sql", "-- pipeline: batch table=n key=id size=300\nUPDATE n SET changes = changes + 1 WHERE id BETWEEN :from AND :to");
        await bench.MigrateAsync();

        Assert.Equal("3001|1|1", await bench.ScalarAsync("SELECT count(*) || '|' || min(changes) || '|' || max(changes) FROM n"));
        Assert.Contains(bench.Log, line => line.EndsWith("3,001 rows changed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Postgres)]
    public async Task A_range_whose_statement_fails_is_named_and_the_ranges_before_it_stay(DatabaseEngine engine)
    {
        await using var bench = await Bench.NewAsync(engine, server);
        bench.Script("V1__n.sql", "CREATE TABLE n (id INTEGER PRIMARY KEY, x INTEGER NOT NULL DEFAULT 0 CHECK (x < 250)); "
            + "WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 300) INSERT INTO n (id) SELECT i FROM s")
            .Script("V2__fill.sql", "-- pipeline: batch table=n key=id size=100\n\nUPDATE n SET x = id\nWHERE id BETWEEN :from AND :to");
        var failure = await bench.FailAsync(OfAHundredKeys(bench));

        Assert.Equal("PIPE0720", failure.Code);
        Assert.Contains("V2__fill.sql", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'n' is done up to id", failure.Message, StringComparison.Ordinal);
        Assert.Equal("200|200", await bench.ScalarAsync("SELECT count(*) || '|' || max(x) FROM n WHERE x > 0"));

        await bench.ExecuteAsync("DELETE FROM n WHERE id > 249");
        await bench.MigrateAsync();
        Assert.Equal("249", await bench.ScalarAsync("SELECT count(*) FROM n WHERE x = id"));
        Assert.Contains(bench.Log, line => line.EndsWith(engine == DatabaseEngine.Postgres ? "at least 149 rows changed" : " 249 rows changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_range_that_meets_a_lock_is_tried_again_and_done_once()
    {
        await using var bench = await Bench.NewAsync(DatabaseEngine.Postgres, server);
        bench.Script("V1__n.sql", "CREATE TABLE n (id int PRIMARY KEY, x int NOT NULL DEFAULT 0); INSERT INTO n (id) SELECT generate_series(1, 1000)");
        await bench.MigrateAsync();
        bench.Script("V2__fill.sql", "-- pipeline: batch table=n key=id size=100\nUPDATE n SET x = x + 1 WHERE id BETWEEN :from AND :to");
        await using var holder = await bench.OpenAsync();
        await using var hold = holder.CreateCommand();
        hold.CommandText = "BEGIN; SELECT x FROM n WHERE id = 555 FOR UPDATE";
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var migration = bench.MigrateAsync(bench.Database(options => options with { StatementLockTimeout = TimeSpan.FromMilliseconds(50), RetryPause = TimeSpan.FromMilliseconds(10) }));
        await Migrators.UntilAsync(() => Task.FromResult(bench.HasLogged("It is tried again")), "a range waits for the row");
        Assert.Equal("True", await bench.ScalarAsync("SELECT sum(x) BETWEEN 100 AND 554 FROM n"));
        hold.CommandText = "COMMIT";
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        Assert.Single((await migration).Applied);
        Assert.Equal("1000|1|1", await bench.ScalarAsync("SELECT count(*) || '|' || min(x) || '|' || max(x) FROM n"));
        Assert.Contains(bench.Log, line => line.EndsWith(", 1,000 rows changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_ranges_statement_answers_is_passed_over()
    {
        await using var bench = await Bench.NewAsync(DatabaseEngine.Postgres, server);
        bench.Script("V1__n.sql", "CREATE TYPE pair AS (a int, b text); CREATE TABLE n (id int PRIMARY KEY, x int NOT NULL DEFAULT 0); INSERT INTO n (id) SELECT generate_series(1, 250)")
            .Script("V2__fill.sql", "-- pipeline: batch table=n key=id size=100\nUPDATE n SET x = x + 1 WHERE id BETWEEN :from AND :to RETURNING id, ROW(id, 'a')::pair")
            .Script("V3__one.sql", "SELECT ROW(1, 'a')::pair, pg_sleep(0)");
        await bench.MigrateAsync();

        Assert.Equal("250|1", await bench.ScalarAsync("SELECT count(*) || '|' || max(x) FROM n WHERE x = 1"));
    }

    [Theory]
    [InlineData("repeatable read")]
    [InlineData("serializable")]
    public async Task A_database_with_a_stricter_isolation_is_filled_once_under_writes(string isolation)
    {
        await using var bench = await Bench.NewAsync(DatabaseEngine.Postgres, server);
        await bench.ExecuteAsync($"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_isolation = %L', current_database(), '{isolation}'); END $$");
        bench.Script("V1__n.sql", "CREATE TABLE n (id int PRIMARY KEY, changes int NOT NULL DEFAULT 0, written int NOT NULL DEFAULT 0); INSERT INTO n (id) SELECT generate_series(1, 20000)");
        await bench.MigrateAsync();
        Assert.Equal(isolation, await bench.ScalarAsync("SHOW default_transaction_isolation"));
        bench.Script("V2__fill.sql", "-- pipeline: batch table=n key=id size=500\nUPDATE n SET changes = changes + 1 WHERE id BETWEEN :from AND :to");
        await using var writer = await bench.OpenAsync();
        await using var write = writer.CreateCommand();
        write.CommandText = "SET default_transaction_isolation = 'read committed'";
        await write.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        write.CommandText = "DO $$ BEGIN FOR i IN 1 .. 300 LOOP UPDATE n SET written = written + 1 WHERE id = i * 7919 % 20000 + 1; COMMIT; PERFORM pg_sleep(0.001); END LOOP; END $$";
        var written = write.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await bench.MigrateAsync(bench.Database(options => options with { RetryPause = TimeSpan.FromMilliseconds(10), BatchRestRatio = 0 }));
        await written;

        Assert.Equal("20000|1|1|300", await bench.ScalarAsync("SELECT count(*) || '|' || min(changes) || '|' || max(changes) || '|' || sum(written) FROM n"));
    }

    [Theory]
    [InlineData(3.0, true)]
    [InlineData(0.0, false)]
    public async Task It_gives_way_while_other_sessions_work(double ratio, bool givesWay)
    {
        await using var bench = await NumbersAsync();
        await using var other = await bench.OpenAsync();
        await using var work = other.CreateCommand();
        work.CommandText = "SELECT pg_sleep(600)";
        var working = work.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await Migrators.UntilAsync(async () => await bench.ScalarAsync("SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)'") == "1", "the other session works");
        await bench.MigrateAsync(bench.Database(options => options with { BatchRestRatio = ratio }));
        await bench.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)'");
        await Assert.ThrowsAnyAsync<DbException>(() => working);

        Assert.Equal(givesWay, bench.HasLogged("V2__fill.sql gives way while other sessions work"));
        Assert.Equal("3000|1", await bench.ScalarAsync("SELECT count(*) || '|' || max(x) FROM n WHERE x = 1"));
    }

    [Fact]
    public async Task It_gives_way_to_nobody_when_others_are_only_connected_or_wait_to_migrate()
    {
        // A server of its own: sessions of other tests work on theirs.
        Assert.SkipUnless(PostgresServer.IsAvailable, "PostgreSQL is not installed: ./build.sh TestTools installs it as root on Debian.");
        await using var own = new PostgresServer();
        await using var bench = await NumbersAsync(own);
        await using var idle = await bench.OpenAsync();
        await IdleAsync(bench);
        var reports = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => bench.MigrateAsync())));

        Assert.Single(reports.SelectMany(report => report.Applied));
        Assert.False(bench.HasLogged("gives way"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_account_that_may_not_look_into_other_sessions_takes_every_one_for_one_that_works(bool mayLook)
    {
        Assert.SkipUnless(PostgresServer.IsAvailable, "PostgreSQL is not installed: ./build.sh TestTools installs it as root on Debian.");
        await using var own = new PostgresServer();
        await using var bench = await NumbersAsync(own);
        await using var idle = await bench.OpenAsync();
        await bench.ExecuteAsync($"CREATE ROLE plain LOGIN PASSWORD 'plain'; ALTER TABLE n OWNER TO plain; GRANT ALL ON SCHEMA pipeline_sdk TO plain; GRANT ALL ON ALL TABLES IN SCHEMA pipeline_sdk TO plain{(mayLook ? "; GRANT pg_read_all_stats TO plain" : "")}");
        await IdleAsync(bench);
        var account = new NpgsqlConnectionStringBuilder(bench.ConnectionString) { Username = "plain", Password = "plain" };
        await bench.MigrateAsync(new PostgresMigrationDatabase(account.ConnectionString, new PostgresMigrationOptions { LeastPrivilege = false }));

        Assert.Equal(!mayLook, bench.HasLogged("V2__fill.sql gives way while other sessions work, now 1: it rests 3 times as long as it works"));
        Assert.Equal("3000", await bench.ScalarAsync("SELECT sum(x) FROM n"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    [InlineData(double.NaN)]
    public void A_rest_that_is_none_is_refused(double ratio) =>
        Assert.Contains("0 to 1,000", Assert.Throws<ArgumentOutOfRangeException>(() => new PostgresMigrationOptions { BatchRestRatio = ratio }).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_migrator_that_is_killed_while_ranges_are_under_way_has_done_none_of_them_twice()
    {
        await using var bench = await Bench.NewAsync(DatabaseEngine.Postgres, server);
        bench.Script("V1__n.sql", "CREATE TABLE n (id int PRIMARY KEY, x int NOT NULL DEFAULT 0); INSERT INTO n (id) SELECT generate_series(1, 3000)");
        await bench.MigrateAsync();
        bench.Script("V2__fill.sql", "-- pipeline: batch table=n key=id size=100\nUPDATE n SET x = x + 1 WHERE id BETWEEN :from AND :to AND pg_sleep(0.0001) IS NOT NULL");
        using var child = Migrators.Start(bench);
        await Migrators.LineAsync(child, "Applying V2__fill.sql");
        await Migrators.UntilAsync(async () => int.Parse(await bench.ScalarAsync("SELECT sum(x) FROM n"), CultureInfo.InvariantCulture) >= 300, "some ranges are done");
        child.Kill();
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        var done = int.Parse(await bench.ScalarAsync("SELECT sum(x) FROM n"), CultureInfo.InvariantCulture);
        await bench.MigrateAsync();

        Assert.InRange(done, 300, 2999);
        Assert.Equal("True", await bench.ScalarAsync("SELECT duration_ms >= 1000 FROM pipeline_sdk.migrations WHERE version = 2"));
        Assert.Equal("3000|1|1", await bench.ScalarAsync("SELECT count(*) || '|' || min(x) || '|' || max(x) FROM n"));
    }

    // The one other session has done nothing for a second, and those that asked for it are gone.
    private static Task IdleAsync(Bench bench) => Migrators.UntilAsync(
        async () => await bench.ScalarAsync("SELECT count(*) || ' ' || count(*) FILTER (WHERE state_change < now() - interval '1 second') FROM pg_stat_activity WHERE usesysid IS NOT NULL AND datid IS NOT NULL AND pid <> pg_backend_pid()") == "1 1",
        "the other session is idle");

    private async Task<Bench> NumbersAsync(PostgresServer? own = null)
    {
        var bench = await Bench.NewAsync(DatabaseEngine.Postgres, own ?? server);
        bench.Script("V1__n.sql", "CREATE TABLE n (id int PRIMARY KEY, x int NOT NULL DEFAULT 0); INSERT INTO n (id) SELECT generate_series(1, 3000)");
        await bench.MigrateAsync();
        return bench.Script("V2__fill.sql", "-- pipeline: batch table=n key=id size=1000\nUPDATE n SET x = x + 1 WHERE id BETWEEN :from AND :to");
    }

    // Ranges that stay as they are asked for, however fast the machine is: the first ones of three, or of ten.
    private static MigrationDatabase OfAHundredKeys(Bench bench) =>
        bench.Database(options => options with { BatchDuration = TimeSpan.FromTicks(1) }, options => options with { BatchDuration = TimeSpan.FromTicks(1) });

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
