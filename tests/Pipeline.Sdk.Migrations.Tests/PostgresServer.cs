using Npgsql;
using Pipeline.Sdk.Migrations.Tests;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Pipeline.Sdk.Migrations.Tests;

/// <summary>A real PostgreSQL server for all tests of this assembly: started by the first that asks, removed at the end.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("pipeline-pg-").FullName, "postgres");
    private readonly SemaphoreSlim _starting = new(1);
    private bool _isStarted;
    private int _databases;

    public static bool IsAvailable => PostgresPrograms.Find("initdb") is not null && PostgresPrograms.Find("pg_ctl") is not null;

    /// <summary>The connection string of a new, empty database. Its administrator may do everything.</summary>
    public async Task<string> NewDatabaseAsync(string prefix = "orders")
    {
        Assert.SkipUnless(IsAvailable, "PostgreSQL is not installed: ./build.sh TestTools installs it as root on Debian.");
        var server = new LocalPostgres(_folder);
        await _starting.WaitAsync();
        try
        {
            var name = $"{prefix}{Interlocked.Increment(ref _databases)}";
            var connection = await server.EnsureAsync(name, CancellationToken.None);
            _isStarted = true;
            return connection;
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Restarts the server as an administrator would in an emergency.</summary>
    public async Task RestartAsync()
    {
        await _starting.WaitAsync();
        try
        {
            var server = new LocalPostgres(_folder);
            await server.StopAsync(CancellationToken.None);
            await server.EnsureAsync("postgres", CancellationToken.None);
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_isStarted) await new LocalPostgres(_folder).RemoveAsync(CancellationToken.None);
        Directory.Delete(Path.GetDirectoryName(_folder) ?? _folder, recursive: true);
        _starting.Dispose();
    }
}
