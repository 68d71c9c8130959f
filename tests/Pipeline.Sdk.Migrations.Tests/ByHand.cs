using System.Diagnostics;
using Npgsql;

namespace Pipeline.Sdk.Migrations.Tests;

/// <summary>What a database administrator does with a file of SQL.</summary>
internal static class ByHand
{
    public static async Task<(int ExitCode, string Errors)> RunAsync(Bench bench, string sql)
    {
        var program = bench.IsPostgres ? "psql" : "sqlite3";
        Assert.SkipWhen(PostgresPrograms.Find(program) is null, $"{program} is not installed: ./build.sh TestTools installs it as root on Debian.");
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true };
        if (bench.IsPostgres)
        {
            var account = new NpgsqlConnectionStringBuilder(bench.ConnectionString);
            foreach (var argument in (string[])["--no-psqlrc", "--quiet", "--host", account.Host ?? "", "--port", $"{account.Port}", "--username", account.Username ?? "", "--dbname", account.Database ?? ""]) start.ArgumentList.Add(argument);
            start.Environment["PGPASSWORD"] = account.Password;
        }
        else
        {
            start.ArgumentList.Add(bench.SqliteFile);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException(program);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(sql);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        _ = await output;
        return (process.ExitCode, await errors);
    }
}
