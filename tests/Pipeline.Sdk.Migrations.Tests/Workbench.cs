using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Pipeline.Sdk.Migrations.Tests;

/// <summary>A folder of migrations and a database beside it, removed at the end.</summary>
internal sealed class Workbench : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pipeline-migrations-").FullName;
    private readonly string _databases;

    /// <param name="databases">A folder for the database, of whoever calls; null puts it beside the migrations.</param>
    public Workbench(string? databases = null)
    {
        _databases = databases ?? _root;
        Directory.CreateDirectory(Folder);
    }

    public string Folder => Path.Combine(_root, "migrations");

    public string Database => Path.Combine(_databases, "orders.db");

    public List<string> Log { get; } = [];

    public Workbench Script(string file, string sql)
    {
        File.WriteAllText(Path.Combine(Folder, file), sql);
        return this;
    }

    public Workbench Without(string file)
    {
        File.Delete(Path.Combine(Folder, file));
        return this;
    }

    public Task<MigrationReport> MigrateAsync(SqliteMigrationOptions? options = null, MigrationRun? run = null, CancellationToken cancellationToken = default) =>
        new Migrator().MigrateAsync(
            MigrationFolder.Load(Folder), new SqliteMigrationDatabase(Database, options), run ?? new MigrationRun(), AddLine, cancellationToken);

    public async Task<StepFailedException> FailAsync(SqliteMigrationOptions? options = null) =>
        await Assert.ThrowsAsync<StepFailedException>(() => MigrateAsync(options));

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Database, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    public void Execute(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public string Scalar(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? string.Empty;
    }

    /// <summary>The whole of <c>sqlite_schema</c>, page numbers included, and every row of every table.</summary>
    public string Dump()
    {
        using var connection = Open();
        var dump = new StringBuilder();
        var tables = Rows(connection, "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema ORDER BY rowid", dump);
        foreach (var table in tables.Where(row => row[0] == "table"))
        {
            var hasNumbers = !table[4].EndsWith("WITHOUT ROWID", StringComparison.Ordinal);
            Rows(connection, hasNumbers ? $"SELECT rowid, * FROM \"{table[1]}\" ORDER BY rowid" : $"SELECT * FROM \"{table[1]}\" ORDER BY 1", dump);
        }

        return dump.ToString();
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static List<string[]> Rows(SqliteConnection connection, string sql, StringBuilder dump)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            var row = Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture) ?? "").ToArray();
            dump.AppendJoin('|', row).Append('\n');
            rows.Add(row);
        }

        return rows;
    }

    private void AddLine(string line)
    {
        lock (Log) Log.Add(line);
    }
}
