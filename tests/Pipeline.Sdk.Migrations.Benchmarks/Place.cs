using Microsoft.Data.Sqlite;
using Npgsql;

namespace Pipeline.Sdk.Migrations.Benchmarks;

/// <summary>Where databases of one engine are made anew for every measurement, all with the same durability: a write-ahead log that every commit waits for.</summary>
internal sealed class Place : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pipeline-bench-migrations-").FullName;
    private int _databases;

    private Place(DatabaseEngine engine) => Engine = engine;

    public DatabaseEngine Engine { get; }

    public bool IsPostgres => Engine == DatabaseEngine.Postgres;

    private LocalPostgres Server => new(Path.Combine(_root, "postgres"));

    public static async Task<Place> NewAsync(DatabaseEngine engine)
    {
        var place = new Place(engine);
        if (place.IsPostgres) await place.Server.EnsureAsync("postgres", CancellationToken.None);
        return place;
    }

    public string WriteScripts(int count)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, $"scripts{count}")).FullName;
        for (var i = 1; i <= count; i++) File.WriteAllText(Path.Combine(folder, $"V{i}__script_{i}.sql"), Script(i));
        return folder;
    }

    public static string Script(int i) => i % 10 == 1
        ? $"CREATE TABLE t{i} (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
        : $"INSERT INTO t{((i - 1) / 10 * 10) + 1} (id, name) VALUES ({i}, 'name {i}');\n";

    /// <summary>A connection string of an empty database.</summary>
    public string NewDatabase()
    {
        var name = $"d{++_databases}";
        if (IsPostgres) return new NpgsqlConnectionStringBuilder(Task.Run(() => Server.EnsureAsync(name, CancellationToken.None)).GetAwaiter().GetResult()) { Pooling = false }.ConnectionString;

        var connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(_root, name + ".db"), Pooling = false }.ToString();
        using var opened = new SqliteConnection(connection);
        opened.Open();
        using var command = opened.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        command.ExecuteNonQuery();
        return connection;
    }

    public MigrationDatabase Migrated(string connection) => IsPostgres
        ? new PostgresMigrationDatabase(connection, new PostgresMigrationOptions { LeastPrivilege = false, Transactions = TransactionMode.PerMigration })
        : new SqliteMigrationDatabase(new SqliteConnectionStringBuilder(connection).DataSource, new SqliteMigrationOptions { Transactions = TransactionMode.PerMigration });

    public System.Data.Common.DbConnection Open(string connection)
    {
        System.Data.Common.DbConnection opened = IsPostgres ? new NpgsqlConnection(connection) : new SqliteConnection(connection);
        opened.Open();
        return opened;
    }

    /// <summary>Removes a database that was measured: the server's autovacuum would clear its dead rows up during the next measurement.</summary>
    public void Drop(string connection)
    {
        if (!IsPostgres) return;
        var settings = new NpgsqlConnectionStringBuilder(connection);
        using var opened = Open(new NpgsqlConnectionStringBuilder(connection) { Database = "postgres" }.ConnectionString);
        using var command = opened.CreateCommand();
        command.CommandText = $"DROP DATABASE {settings.Database} WITH (FORCE)";
        command.ExecuteNonQuery();
    }

    /// <summary>What a commit waits for, as each side's own connection says; all of them must say the same for the table to mean anything.</summary>
    public string Durability()
    {
        var connection = NewDatabase();
        using var opened = Open(connection);
        using var command = opened.CreateCommand();
        command.CommandText = IsPostgres
            ? "SELECT format('fsync %s, synchronous_commit %s', current_setting('fsync'), current_setting('synchronous_commit'))"
            : "SELECT 'journal_mode ' || journal_mode || ', synchronous ' || synchronous FROM pragma_journal_mode, pragma_synchronous";
        var driver = command.ExecuteScalar()?.ToString() ?? "";
        var byHand = ByHand.Ask(this, connection, command.CommandText);
        return driver == byHand ? driver : throw new InvalidOperationException($"The driver commits with '{driver}', the program by hand with '{byHand}'.");
    }

    public async ValueTask DisposeAsync()
    {
        if (IsPostgres) await Server.RemoveAsync(CancellationToken.None);
        Directory.Delete(_root, recursive: true);
    }
}
