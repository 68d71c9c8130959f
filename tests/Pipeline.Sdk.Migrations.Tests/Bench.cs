using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Pipeline.Sdk.Migrations.Tests;

/// <summary>A folder of migrations and a database of one engine; both are gone at the end.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pipeline-bench-").FullName;

    private Bench(DatabaseEngine engine, string connection)
    {
        Engine = engine;
        ConnectionString = connection.Length > 0 ? connection : new SqliteConnectionStringBuilder { DataSource = Path.Combine(_root, "orders.db"), Pooling = false }.ToString();
        Directory.CreateDirectory(Folder);
    }

    public DatabaseEngine Engine { get; }

    public string ConnectionString { get; }

    public string Folder => Path.Combine(_root, "migrations");

    public string Backups => Path.Combine(_root, "backups");

    public string SqliteFile => Path.Combine(_root, "orders.db");

    public List<string> Log { get; } = [];

    /// <summary>Whether a run that still goes on has said this.</summary>
    public bool HasLogged(string text)
    {
        lock (Log) return Log.Exists(line => line.Contains(text, StringComparison.Ordinal));
    }

    public bool IsPostgres => Engine == DatabaseEngine.Postgres;

    public string HistoryTable => IsPostgres ? "pipeline_sdk.migrations" : "pipeline_migrations";

    public string EventTable => IsPostgres ? "pipeline_sdk.events" : "pipeline_migration_events";

    public static async Task<Bench> NewAsync(DatabaseEngine engine, PostgresServer server, string prefix = "orders") =>
        new(engine, engine == DatabaseEngine.Postgres ? await server.NewDatabaseAsync(prefix) : "");

    public Bench Script(string file, string sql)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? Folder);
        File.WriteAllText(path, sql);
        return this;
    }

    public Bench Without(string file)
    {
        File.Delete(Path.Combine(Folder, file));
        return this;
    }

    public MigrationFolder Load(params CodeMigration[] code) => MigrationFolder.Load(Folder, code);

    public MigrationDatabase Database(Func<PostgresMigrationOptions, PostgresMigrationOptions>? postgres = null, Func<SqliteMigrationOptions, SqliteMigrationOptions>? sqlite = null) => IsPostgres
        ? new PostgresMigrationDatabase(ConnectionString, (postgres ?? (options => options))(new PostgresMigrationOptions { LeastPrivilege = false, BackupFolder = Backups }))
        : new SqliteMigrationDatabase(SqliteFile, (sqlite ?? (options => options))(new SqliteMigrationOptions { BackupFolder = Backups }));

    public MigrationDatabase With(TransactionMode transactions) => Database(options => options with { Transactions = transactions }, options => options with { Transactions = transactions });

    public Task<MigrationReport> MigrateAsync(MigrationDatabase? database = null, MigrationFolder? folder = null, CancellationToken cancellationToken = default) =>
        new Migrator().MigrateAsync(folder ?? Load(), database ?? Database(), new MigrationRun { RunId = "run-1", AppliedBy = "ada" }, Add, cancellationToken);

    public async Task<StepFailedException> FailAsync(MigrationDatabase? database = null, MigrationFolder? folder = null) =>
        await Assert.ThrowsAsync<StepFailedException>(() => MigrateAsync(database, folder));

    public Task<MigrationReport> DownAsync(long version) => new Migrator().DownAsync(Load(), Database(), version, new MigrationRun { AppliedBy = "ada" }, Add);

    public async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = IsPostgres
            ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString)
            : new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public async Task<string> ScalarAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture) ?? "";
    }

    /// <summary>Schema and data as hashes; a SQLite file that is not there is an empty one.</summary>
    public async Task<(string Schema, string Data)> HashAsync()
    {
        var session = await Database().OpenToReadAsync(CancellationToken.None);
        if (session is null) return ("", "");

        await using (session)
        {
            var snapshot = await session.SnapshotAsync([], CancellationToken.None);
            return (snapshot.SchemaHash, snapshot.DataHash);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        if (!IsPostgres) return;

        // A server of its own for every test would cost seconds; a database of its own costs milliseconds.
        var name = new NpgsqlConnectionStringBuilder(ConnectionString).Database ?? "";
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"DROP DATABASE IF EXISTS {SqlName.Quote(name)} WITH (FORCE)";
        await command.ExecuteNonQueryAsync();
    }

    private void Add(string line)
    {
        lock (Log) Log.Add(line);
    }
}
