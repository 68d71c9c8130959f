using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Pipeline.Sdk.Migrations.Benchmarks;

/// <summary>The same transactions as one file through <c>sqlite3</c> or <c>psql</c>, less what an empty file takes.</summary>
internal static class ByHand
{
    public static double Run(Place place, string folder)
    {
        var connection = place.NewDatabase();
        var begin = place.IsPostgres ? "BEGIN;\n" : "BEGIN IMMEDIATE;\n";
        var text = new StringBuilder(place.IsPostgres ? "\\set ON_ERROR_STOP on\nSET client_min_messages = warning;\n" : ".bail on\n")
            .Append("CREATE TABLE history (id TEXT NOT NULL PRIMARY KEY, version INTEGER, name TEXT, checksum TEXT, at TEXT, by_whom TEXT);\n");
        var count = Directory.GetFiles(folder, "*.sql").Length;
        for (var i = 1; i <= count; i++)
        {
            text.Append(begin).Append(Place.Script(i))
                .Append(CultureInfo.InvariantCulture, $"INSERT INTO history VALUES ('V{i}', {i}, 'script_{i}', '{new string('0', 64)}', '2026-01-01T00:00:00.000Z', 'bench');\nCOMMIT;\n");
        }

        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "SELECT 1;\n");
            var empty = Time(place, connection, file);
            File.WriteAllText(file, text.ToString());
            return Time(place, connection, file) - empty;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The answer to one query.</summary>
    public static string Ask(Place place, string connection, string query)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, place.IsPostgres ? "\\t on\n\\a\n" + query + ";\n" : query + ";\n");
            return Run(place, connection, file).Trim();
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static double Time(Place place, string connection, string file)
    {
        var started = Stopwatch.GetTimestamp();
        Run(place, connection, file);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static string Run(Place place, string connection, string file)
    {
        var start = new ProcessStartInfo(place.IsPostgres ? "psql" : "sqlite3") { RedirectStandardOutput = true, RedirectStandardError = true };
        if (place.IsPostgres)
        {
            var account = new NpgsqlConnectionStringBuilder(connection);
            foreach (var argument in (string[])["--no-psqlrc", "--quiet", "--host", account.Host ?? "", "--port", $"{account.Port}", "--username", account.Username ?? "", "--dbname", account.Database ?? "", "--file", file])
                start.ArgumentList.Add(argument);
            start.Environment["PGPASSWORD"] = account.Password;
        }
        else
        {
            start.ArgumentList.Add(new SqliteConnectionStringBuilder(connection).DataSource);
            start.ArgumentList.Add($".read {file}");
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException(start.FileName);
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException(errors.GetAwaiter().GetResult());
    }
}
