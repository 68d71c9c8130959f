using System.Diagnostics;
using Npgsql;
using Pipeline.Sdk.EndToEnd.Tests;

namespace Pipeline.Sdk.Migrations.Tests;

[Trait("Category", "Integration")]
public sealed class PostgresTests(PostgresServer server)
{
    [Fact]
    public async Task Objects_belong_to_an_owner_that_cannot_log_in_and_the_login_of_the_run_is_gone_after_it()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__orders.sql", "CREATE TABLE orders (id bigserial PRIMARY KEY); CREATE FUNCTION who() RETURNS text LANGUAGE sql AS 'SELECT session_user::text'; CREATE TABLE runner AS SELECT session_user::text AS login, current_user::text AS role");
        await bench.MigrateAsync(Least(bench));
        var name = Name(bench);

        Assert.Equal($"{name}_owner|false", await bench.ScalarAsync("SELECT pg_get_userbyid(relowner) || '|' || (SELECT rolcanlogin FROM pg_roles WHERE rolname = pg_get_userbyid(relowner)) FROM pg_class WHERE relname = 'orders'"));
        Assert.StartsWith($"{name}_migrator_", await bench.ScalarAsync("SELECT login FROM runner"), StringComparison.Ordinal);
        Assert.Equal($"{name}_owner", await bench.ScalarAsync("SELECT role FROM runner"));
        Assert.Equal("0", await bench.ScalarAsync($"SELECT count(*) FROM pg_roles WHERE rolname LIKE '{name}_migrator%'"));
    }

    [Fact]
    public async Task The_service_reads_and_writes_rows_and_cannot_change_the_schema()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__orders.sql", "CREATE TABLE orders (id bigserial PRIMARY KEY, name text)");
        var service = Name(bench) + "_service";
        await bench.MigrateAsync(Least(bench, options => options with { ServiceRole = service }));
        await bench.ExecuteAsync($"ALTER ROLE {service} PASSWORD 'secret'");
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(bench.ConnectionString) { Username = service, Password = "secret", Pooling = false }.ConnectionString);
        await connection.OpenAsync();

        foreach (var allowed in (string[])["INSERT INTO orders (name) VALUES ('a')", "UPDATE orders SET name = 'b'", "SELECT * FROM orders", "DELETE FROM orders"])
            await new NpgsqlCommand(allowed, connection).ExecuteNonQueryAsync();
        foreach (var refused in (string[])["CREATE TABLE mine (id int)", "ALTER TABLE orders ADD COLUMN x int", "DROP TABLE orders", "TRUNCATE orders", "CREATE SCHEMA mine", "SELECT * FROM pipeline_sdk.migrations", $"SET ROLE {Name(bench)}_owner"])
            Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => new NpgsqlCommand(refused, connection).ExecuteNonQueryAsync())).SqlState);
    }

    [Fact]
    public async Task The_login_of_a_killed_migrator_is_swept_by_the_next_run_and_never_that_of_a_living_one()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id int)").Script("V2__b.sql", "CREATE TABLE b (id int)");
        await Migrators.KillAtAsync(bench, "commit V2", "least");
        var left = $"SELECT count(*) FROM pg_roles WHERE rolname LIKE '{Name(bench)}_migrator%'";
        Assert.Equal("1", await bench.ScalarAsync(left));

        var living = await Least(bench).OpenAsync(new MigrationRun(), _ => { }, CancellationToken.None);
        Assert.Equal("1", await bench.ScalarAsync(left));
        var waiting = bench.MigrateAsync(Least(bench));
        await Migrators.UntilAsync(() => Task.FromResult(bench.Log.ToArray().Any(line => line.StartsWith("Waiting", StringComparison.Ordinal))), "the second migrator waits");
        Assert.Equal("2", await bench.ScalarAsync(left));
        await living.DisposeAsync();
        Assert.Single((await waiting).Applied);
        Assert.Equal("0", await bench.ScalarAsync(left));
    }

    [Fact]
    public async Task An_invalid_index_of_a_failed_attempt_is_dropped_and_built_again()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id int); INSERT INTO a VALUES (1), (1)");
        await bench.MigrateAsync();
        bench.Script("V2__unique.sql", "-- pipeline: no-transaction\nCREATE UNIQUE INDEX CONCURRENTLY a_id ON a (id)");
        Assert.Equal("PIPE0720", (await bench.FailAsync()).Code);
        Assert.Equal("False", await bench.ScalarAsync("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_id'::regclass"));

        await bench.ExecuteAsync("DELETE FROM a WHERE ctid IN (SELECT ctid FROM a LIMIT 1)");
        await bench.MigrateAsync();
        Assert.Equal("True", await bench.ScalarAsync("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_id'::regclass"));
        Assert.Contains(bench.Log, line => line.StartsWith("Dropping the invalid index a_id", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_index_that_was_built_before_the_kill_is_not_built_again()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id int)").Script("V2__index.sql", "-- pipeline: no-transaction\nCREATE INDEX CONCURRENTLY a_id ON a (id)");
        await Migrators.KillAtAsync(bench, "statement-done 0");
        var index = await bench.ScalarAsync("SELECT 'a_id'::regclass::oid::text");
        await bench.MigrateAsync();

        Assert.Equal(index, await bench.ScalarAsync("SELECT 'a_id'::regclass::oid::text"));
    }

    [Fact]
    public async Task Readers_behind_a_change_wait_less_than_twice_the_lock_timeout_and_the_change_is_made_in_the_end()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id int); INSERT INTO a VALUES (1)");
        await bench.MigrateAsync();
        bench.Script("V2__alter.sql", "ALTER TABLE a ADD COLUMN b int");
        var timeout = TimeSpan.FromSeconds(1);

        await using var reader = await bench.OpenAsync();
        await using var reading = await reader.BeginTransactionAsync();
        await using (var read = reader.CreateCommand())
        {
            read.CommandText = "SELECT * FROM a";
            await read.ExecuteNonQueryAsync();
        }

        var migration = bench.MigrateAsync(bench.Database(options => options with { StatementLockTimeout = timeout }));
        var worst = TimeSpan.Zero;
        var until = Stopwatch.GetTimestamp();
        await using (var other = await bench.OpenAsync())
        await using (var query = other.CreateCommand())
        {
            query.CommandText = "SELECT count(*) FROM a";
            while (Stopwatch.GetElapsedTime(until) < timeout * 3)
            {
                var began = Stopwatch.GetTimestamp();
                await query.ExecuteScalarAsync();
                var took = Stopwatch.GetElapsedTime(began);
                worst = took > worst ? took : worst;
            }
        }

        Assert.False(migration.IsCompleted);
        await reading.CommitAsync();
        Assert.Single((await migration).Applied);
        Assert.InRange(worst, timeout / 4, timeout * 2);
    }

    [Fact]
    public async Task Retries_are_bounded_and_the_last_failure_is_told()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id int)");
        await bench.MigrateAsync();
        bench.Script("V2__alter.sql", "SELECT 1;\nALTER TABLE a ADD COLUMN b int");
        await using var holder = await bench.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (var hold = holder.CreateCommand())
        {
            hold.CommandText = "LOCK TABLE a";
            await hold.ExecuteNonQueryAsync();
        }

        var failure = await bench.FailAsync(bench.Database(options => options with { StatementLockTimeout = TimeSpan.FromMilliseconds(20), Retries = 2, RetryPause = TimeSpan.FromMilliseconds(10) }));
        Assert.Equal("PIPE0720", failure.Code);
        Assert.StartsWith("V2__alter.sql(2): canceling statement due to lock timeout (55P03)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deadlock_is_tried_again()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id int); CREATE TABLE b (id int)");
        await bench.MigrateAsync();
        bench.Script("V2__both.sql", "-- pipeline: lock-timeout 30s\nALTER TABLE a ADD COLUMN x int; SELECT pg_sleep(0.3); ALTER TABLE b ADD COLUMN x int");
        await using var other = await bench.OpenAsync();
        await ExecuteAsync(other, "SET deadlock_timeout = '10s'; BEGIN; LOCK TABLE b");
        var migration = bench.MigrateAsync();
        await Migrators.UntilAsync(async () => await bench.ScalarAsync("SELECT count(*) FROM pg_locks WHERE relation = 'b'::regclass AND NOT granted") == "1", "the migrator waits for b");
        await ExecuteAsync(other, "LOCK TABLE a; COMMIT");

        Assert.Single((await migration).Applied);
        Assert.Contains(bench.Log, line => line.Contains("40P01", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_serialization_failure_is_tried_again()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id int); CREATE SEQUENCE tries");
        await bench.MigrateAsync();

        // A sequence does not go back with the transaction, so it fails the first time only.
        bench.Script("V2__b.sql", "INSERT INTO a VALUES (1); DO $$ BEGIN IF nextval('tries') = 1 THEN RAISE 'could not serialize access' USING ERRCODE = '40001'; END IF; END $$");

        Assert.Single((await bench.MigrateAsync()).Applied);
        Assert.Contains(bench.Log, line => line.Contains("40001", StringComparison.Ordinal));
        Assert.Equal("1", await bench.ScalarAsync("SELECT count(*) FROM a"));
    }

    [Fact]
    public async Task A_backfill_rests_while_too_many_sessions_wait_and_goes_on_when_they_do_not()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__n.sql", "CREATE TABLE n (id int PRIMARY KEY, x int NOT NULL DEFAULT 0); INSERT INTO n (id) SELECT generate_series(1, 300); CREATE TABLE busy (id int)");
        await bench.MigrateAsync();
        bench.Script("V2__fill.sql", "-- pipeline: batch table=n key=id size=100\nUPDATE n SET x = x + 1 WHERE id BETWEEN :from AND :to");
        await using var holder = await bench.OpenAsync();
        await ExecuteAsync(holder, "BEGIN; LOCK TABLE busy");
        await using var waiter = await bench.OpenAsync();
        var waiting = ExecuteAsync(waiter, "SELECT count(*) FROM busy");
        await Migrators.UntilAsync(async () => await bench.ScalarAsync("SELECT count(*) FROM pg_locks WHERE relation = 'busy'::regclass AND NOT granted") == "1", "a session waits");

        var migration = bench.MigrateAsync(bench.Database(options => options with { MaxWaitingSessions = 0 }));
        await Migrators.UntilAsync(() => Task.FromResult(bench.HasLogged("V2__fill.sql rests: ")), "the backfill rests");
        Assert.False(migration.IsCompleted);
        Assert.Equal("100", await bench.ScalarAsync("SELECT sum(x) FROM n"));

        await ExecuteAsync(holder, "COMMIT");
        await waiting;
        Assert.Single((await migration).Applied);
        Assert.Equal("300", await bench.ScalarAsync("SELECT sum(x) FROM n"));
    }

    [Fact]
    public async Task A_server_restart_in_the_middle_is_told_and_the_next_run_converges()
    {
        // A server of its own: the others of this assembly keep theirs.
        Assert.SkipUnless(PostgresServer.IsAvailable, "PostgreSQL is not installed: ./build.sh TestTools installs it as root on Debian.");
        await using var own = new PostgresServer();
        await using var bench = await Bench.NewAsync(DatabaseEngine.Postgres, own);
        bench.Script("V1__a.sql", "CREATE TABLE a (id int)").Script("V2__slow.sql", "INSERT INTO a VALUES (1); SELECT pg_sleep(60)");
        var migration = bench.FailAsync();
        await Migrators.UntilAsync(async () => await bench.ScalarAsync("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") == "1", "the script sleeps");
        await own.RestartAsync();
        var failure = await migration;

        Assert.Equal("PIPE0733", failure.Code);
        bench.Script("V2__slow.sql", "INSERT INTO a VALUES (1)");
        Assert.Single((await bench.MigrateAsync()).Applied);
        Assert.Equal("1", await bench.ScalarAsync("SELECT count(*) FROM a"));
    }

    [Fact]
    public async Task A_lost_connection_in_the_middle_of_a_backfill_loses_no_range()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__n.sql", "CREATE TABLE n (id int PRIMARY KEY, x int NOT NULL DEFAULT 0); INSERT INTO n (id) SELECT generate_series(1, 3000)")
            .Script("V2__fill.sql", "-- pipeline: batch table=n key=id size=100 pause=20ms\nUPDATE n SET x = x + 1 WHERE id BETWEEN :from AND :to");
        var migration = bench.FailAsync();
        await Migrators.UntilAsync(async () => await bench.ScalarAsync("SELECT to_regclass('n') IS NOT NULL AND EXISTS (SELECT 1 FROM pg_class WHERE relname = 'n')") == "True" && await bench.ScalarAsync("SELECT coalesce(sum(x), 0) > 0 FROM n") == "True", "a range is done");
        await bench.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'pipeline-migrate%' AND datname = current_database()");
        Assert.Equal("PIPE0733", (await migration).Code);

        await bench.MigrateAsync();
        Assert.Equal("3000", await bench.ScalarAsync("SELECT sum(x) FROM n"));
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_never_printed()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id int)");
        var wrong = new NpgsqlConnectionStringBuilder(bench.ConnectionString) { Password = "hunter2-wrong" }.ConnectionString;
        var failure = await Assert.ThrowsAsync<StepFailedException>(() => bench.MigrateAsync(new PostgresMigrationDatabase(wrong)));

        Assert.Equal("PIPE0734", failure.Code);
        Assert.DoesNotContain("hunter2", failure + string.Join('\n', bench.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id int)");
        var nobody = new NpgsqlConnectionStringBuilder(bench.ConnectionString) { Port = 1 }.ConnectionString;
        Assert.Equal("PIPE0735", (await Assert.ThrowsAsync<StepFailedException>(() => bench.MigrateAsync(new PostgresMigrationDatabase(nobody)))).Code);
    }

    [Fact]
    public async Task A_read_only_database_is_told_and_stays_as_it_was()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id int)");
        await bench.MigrateAsync();
        await bench.ExecuteAsync($"ALTER DATABASE {Name(bench)} SET default_transaction_read_only = on");
        bench.Script("V2__b.sql", "CREATE TABLE b (id int)");
        var failure = await bench.FailAsync();

        Assert.Equal("PIPE0731", failure.Code);
        Assert.Contains("read-only", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_is_told_and_leaves_nothing()
    {
        await using var disk = await SmallDisk.MountAsync(4);
        using (var owner = Process.Start("chown", ["postgres", disk.Path])) await owner.WaitForExitAsync();
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id int)");
        await bench.MigrateAsync();
        var before = await bench.HashAsync();
        var space = "small_" + Name(bench);
        await bench.ExecuteAsync($"CREATE TABLESPACE {space} LOCATION '{disk.Path}'");
        try
        {
            bench.Script("V2__full.sql", $"INSERT INTO a VALUES (1);\nCREATE TABLE big (t text) TABLESPACE {space};\nINSERT INTO big SELECT repeat('x', 1000) FROM generate_series(1, 100000)");
            var failure = await bench.FailAsync();

            Assert.Equal("PIPE0731", failure.Code);
            Assert.StartsWith("V2__full.sql(3): ", failure.Message, StringComparison.Ordinal);
            Assert.Contains("No space left on device", failure.Message, StringComparison.Ordinal);
            Assert.Contains("Free space", failure.Message, StringComparison.Ordinal);
            Assert.Equal(before, await bench.HashAsync());
        }
        finally
        {
            await bench.ExecuteAsync($"DROP TABLESPACE {space}");
        }
    }

    [Fact]
    public async Task Names_that_need_quoting_are_no_trouble()
    {
        await using var bench = await Bench.NewAsync(DatabaseEngine.Postgres, server, "Örders \"x\" ");
        bench.Script("V1__a.sql", "CREATE SCHEMA \"My Schema\"; CREATE TABLE \"My Schema\".\"Order;Lines\" (\"Id\" int PRIMARY KEY, \"a\"\"b\" int DEFAULT 0); INSERT INTO \"My Schema\".\"Order;Lines\" SELECT generate_series(1, 10)")
            .Script("V2__fill.sql", "-- pipeline: batch table=\"My Schema\".\"Order;Lines\" key=\"Id\" size=3\nUPDATE \"My Schema\".\"Order;Lines\" SET \"a\"\"b\" = 1 WHERE \"Id\" BETWEEN :from AND :to");
        await bench.MigrateAsync(Least(bench));

        Assert.Equal("10", await bench.ScalarAsync("SELECT sum(\"a\"\"b\") FROM \"My Schema\".\"Order;Lines\""));
        var session = await bench.Database().OpenToReadAsync(CancellationToken.None) ?? throw new InvalidOperationException();
        await using (session) Assert.Equal(10, (await session.SnapshotAsync([], CancellationToken.None)).Tables["My Schema.Order;Lines"].Rows);
    }

    [Fact]
    public async Task A_setting_that_a_script_leaves_behind_does_not_reach_the_next_one()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__dump.sql", "SELECT pg_catalog.set_config('search_path', '', false); CREATE TABLE public.a (id int)").Script("V2__b.sql", "CREATE TABLE b (id int)");
        await bench.MigrateAsync();

        Assert.Equal("public", await bench.ScalarAsync("SELECT schemaname FROM pg_tables WHERE tablename = 'b'"));
    }

    [Theory]
    [InlineData("BEGIN", "PIPE0721")]
    [InlineData("COMMIT", "PIPE0721")]
    [InlineData("/* x */ rollback", "PIPE0721")]
    [InlineData("SAVEPOINT s", "PIPE0721")]
    [InlineData("SET ROLE postgres", "PIPE0721")]
    [InlineData("SET SESSION AUTHORIZATION postgres", "PIPE0721")]
    [InlineData("RESET ALL", "PIPE0721")]
    [InlineData("COPY a FROM STDIN", "PIPE0721")]
    [InlineData("DELETE FROM pipeline_sdk.migrations", "PIPE0722")]
    [InlineData("\\i other.sql", "PIPE0726")]
    [InlineData("CREATE INDEX CONCURRENTLY i ON a (id)", "PIPE0727")]
    [InlineData("VACUUM a", "PIPE0727")]
    [InlineData("SELECT 'never ends", "PIPE0729")]
    [InlineData("/* /* */ never ends", "PIPE0729")]
    [InlineData("DO $a$ BEGIN END $b$", "PIPE0729")]
    public async Task What_is_not_for_scripts_is_refused_before_anything_runs(string statement, string code)
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", $"CREATE TABLE a (id int);\n{statement}");
        var failure = await bench.FailAsync();

        Assert.Equal(code, failure.Code);
        Assert.StartsWith("V1__a.sql(2): ", failure.Message, StringComparison.Ordinal);
        Assert.Equal("0", await bench.ScalarAsync("SELECT count(*) FROM pg_tables WHERE schemaname IN ('public', 'pipeline_sdk')"));
    }

    [Fact]
    public async Task Ten_megabytes_of_inserts_pass_through()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__big.sql", "CREATE TABLE a (t text);\nINSERT INTO a VALUES\n" + string.Join(",\n", Enumerable.Repeat($"('{new string('x', 90)};')", 100_000)) + ";\nSELECT 1");
        await bench.MigrateAsync();

        Assert.Equal("100000", await bench.ScalarAsync("SELECT count(*) FROM a"));
    }

    private Task<Bench> NewAsync() => Bench.NewAsync(DatabaseEngine.Postgres, server);

    private static PostgresMigrationDatabase Least(Bench bench, Func<PostgresMigrationOptions, PostgresMigrationOptions>? more = null) =>
        new(bench.ConnectionString, (more ?? (options => options))(new PostgresMigrationOptions { BackupFolder = bench.Backups }));

    private static string Name(Bench bench) => new NpgsqlConnectionStringBuilder(bench.ConnectionString).Database ?? "";

    private static async Task ExecuteAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
