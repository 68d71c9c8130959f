using System.Diagnostics;

namespace Pipeline.Sdk.Migrations.Tests;

public sealed class LockTests : IDisposable
{
    private const string EndlessScript = """
        CREATE TABLE half (id);
        INSERT INTO half VALUES (1);
        WITH RECURSIVE forever (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM forever) SELECT max(n) FROM forever;
        """;

    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Of_many_migrators_at_once_one_applies_and_the_others_have_nothing_to_do()
    {
        _bench.Script("V1__a.sql", "CREATE TABLE a (id)").Script("V2__b.sql", "INSERT INTO a VALUES (1)");
        var reports = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => _bench.MigrateAsync())));

        Assert.Single(reports, report => report.Applied.Length == 2);
        Assert.Equal(5, reports.Count(report => report.Applied.IsEmpty && report.AlreadyApplied == 2));
        Assert.Equal("1", _bench.Scalar("SELECT count(*) FROM a"));
    }

    [Fact]
    public async Task A_lock_that_is_not_freed_in_time_fails_and_names_the_process()
    {
        _bench.Script("V1__a.sql", "CREATE TABLE a (id)");
        _bench.Execute("PRAGMA journal_mode = WAL");
        using var holder = _bench.Open();
        using var transaction = holder.BeginTransaction(deferred: false);
        var failure = await _bench.FailAsync(new SqliteMigrationOptions { LockTimeout = TimeSpan.FromMilliseconds(120) });

        Assert.Equal("PIPE0730", failure.Code);
        var named = File.Exists("/proc/locks") ? "held by this process" : "held by another migrator or writer";
        Assert.Single(_bench.Log, line => line.StartsWith("Waiting up to 0.1 s for the lock of ", StringComparison.Ordinal) && line.EndsWith(named, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_holds_the_lock_is_not_confused_with_who_locks_another_database()
    {
        _bench.Script("V1__endless.sql", EndlessScript);
        using var other = new Workbench();
        other.Execute("PRAGMA journal_mode = WAL");
        using var busyElsewhere = other.Open();
        using var transaction = busyElsewhere.BeginTransaction(deferred: false);

        using var child = StartFixture();
        try
        {
            await LineAsync(child, "Applying V1__endless.sql");
            var failure = await _bench.FailAsync(new SqliteMigrationOptions { LockTimeout = TimeSpan.Zero });
            Assert.Contains(File.Exists("/proc/locks") ? $"by process {child.Id} (" : "by another migrator", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task A_waiting_migrator_goes_on_when_the_lock_is_freed()
    {
        _bench.Script("V1__a.sql", "CREATE TABLE a (id)");
        _bench.Execute("PRAGMA journal_mode = WAL");
        var waits = new TaskCompletionSource();
        Task<MigrationReport> migration;
        using (var holder = _bench.Open())
        using (var transaction = holder.BeginTransaction(deferred: false))
        {
            migration = new Migrator().MigrateAsync(
                MigrationFolder.Load(_bench.Folder), new SqliteMigrationDatabase(_bench.Database), new MigrationRun(), _ => waits.TrySetResult());
            await waits.Task.WaitAsync(TimeSpan.FromSeconds(20));
            Assert.False(migration.IsCompleted);
        }

        Assert.Single((await migration).Applied);
    }

    [Fact]
    public async Task Cancelling_interrupts_the_running_statement_and_leaves_nothing()
    {
        _bench.Script("V1__endless.sql", EndlessScript);
        using var cancellation = new CancellationTokenSource();
        var migration = new Migrator().MigrateAsync(
            MigrationFolder.Load(_bench.Folder), new SqliteMigrationDatabase(_bench.Database), new MigrationRun(), _ => cancellation.CancelAfter(100), cancellation.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => migration.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Empty(_bench.Dump());
    }

    [Fact]
    public async Task A_killed_migrator_leaves_nothing_and_the_lock_is_free()
    {
        _bench.Script("V1__kept.sql", "CREATE TABLE kept (id)");
        await _bench.MigrateAsync();
        var before = _bench.Dump();
        _bench.Script("V2__half.sql", "CREATE TABLE first_half (id)").Script("V3__endless.sql", EndlessScript);

        using var child = StartFixture();
        try
        {
            await LineAsync(child, "Applying V3__endless.sql");
            Assert.Equal("PIPE0730", (await _bench.FailAsync(new SqliteMigrationOptions { LockTimeout = TimeSpan.Zero })).Code);
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync();
        }

        Assert.Equal(before, _bench.Dump());
        _bench.Without("V3__endless.sql");
        var report = await _bench.MigrateAsync(new SqliteMigrationOptions { LockTimeout = TimeSpan.Zero });
        Assert.Equal("half", Assert.Single(report.Applied).Name);
    }

    private static async Task LineAsync(Process child, string expected)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await child.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line == expected) return;
        }

        Assert.Fail($"The fixture ended without saying '{expected}'.");
    }

    private Process StartFixture() =>
        Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Pipeline.Sdk.Migrations.Fixture.dll"), _bench.Database, _bench.Folder])
        {
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("The fixture did not start.");
}
