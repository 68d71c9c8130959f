using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Pipeline.Sdk.Migrations.Benchmarks;

/// <summary>
/// Readers that are PostgreSQL's own <c>pgbench</c>, a process of its own that waits for no garbage collector. Either one of them looks 200 times a second on a schedule, each
/// look timed from when it was due, so that one that waits does not hide the ones behind it; or many look as fast as they can.
/// </summary>
internal static class PgbenchReaders
{
    private const string Name = "readers";

    public static async Task<double> P99Async(string connection, int rows, int readers, Func<Task> meanwhile)
    {
        var folder = Directory.CreateTempSubdirectory("pipeline-bench-readers-").FullName;
        try
        {
            var script = Path.Combine(folder, "look.sql");
            await File.WriteAllTextAsync(script, $"\\set id random(1, {rows.ToString(CultureInfo.InvariantCulture)})\nSELECT name, doubled FROM numbers WHERE id = :id;\n");
            using var watcher = new NpgsqlConnection(connection);
            await watcher.OpenAsync();
            using var pgbench = Start(connection, folder, script, readers);
            var said = pgbench.StandardError.ReadToEndAsync();
            while (await CountAsync(watcher, "count(*)") < readers)
                if (pgbench.HasExited) throw new InvalidOperationException($"pgbench: {await said}");

            var from = DateTimeOffset.UtcNow;
            await meanwhile();
            var to = DateTimeOffset.UtcNow;

            // Its log is written when it ends by itself, as it does when the server ends its connection.
            await CountAsync(watcher, "count(pg_terminate_backend(pid))");
            await pgbench.WaitForExitAsync();
            var times = Directory.GetFiles(folder, "log*").SelectMany(File.ReadLines).Select(line => line.Split(' '))
                .Where(line => At(line) is var at && at >= from && at <= to)
                .Select(line => double.Parse(line[2], CultureInfo.InvariantCulture) / 1e6).Order().ToList();
            return times.Count == 0 ? throw new InvalidOperationException($"pgbench has noted nothing: {await said}") : times[(int)(times.Count * 0.99)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // pgbench's log: client, transaction, microseconds, script, seconds since 1970, microseconds of that second, lag.
    private static DateTimeOffset At(string[] line) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(line[4], CultureInfo.InvariantCulture)).AddMicroseconds(double.Parse(line[5], CultureInfo.InvariantCulture));

    private static Process Start(string connection, string folder, string script, int readers)
    {
        var account = new NpgsqlConnectionStringBuilder(connection);
        var start = new ProcessStartInfo(PostgresPrograms.Find("pgbench") ?? throw new InvalidOperationException("pgbench was not found."))
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in (string[])[
            "--no-vacuum", "--file", script, "--protocol", "prepared", "--client", $"{readers}", .. readers == 1 ? (string[])["--rate", "200"] : [], "--time", "600", "--log", "--log-prefix", Path.Combine(folder, "log"),
            "--host", account.Host ?? "", "--port", $"{account.Port}", "--username", account.Username ?? "", account.Database ?? ""])
            start.ArgumentList.Add(argument);
        start.Environment["PGPASSWORD"] = account.Password;
        start.Environment["PGAPPNAME"] = Name;
        return Process.Start(start) ?? throw new InvalidOperationException(start.FileName);
    }

    private static async Task<long> CountAsync(NpgsqlConnection watcher, string what)
    {
        using var command = watcher.CreateCommand();
        command.CommandText = $"SELECT {what} FROM pg_stat_activity WHERE application_name = '{Name}'";
        return (long)(await command.ExecuteScalarAsync() ?? 0L);
    }
}
