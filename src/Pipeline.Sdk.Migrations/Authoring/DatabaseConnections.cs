using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk.Migrations;

/// <summary>Turns a handle into the database of an environment, and keeps what its service connects with.</summary>
internal static class DatabaseConnections
{
    public static string ServiceFile(Database database, string environmentFolder) => Path.Combine(environmentFolder, "databases", database.Name + ".connection");

    /// <summary>The folder of the environment's own PostgreSQL server.</summary>
    public static string ServerFolder(string environmentFolder) => Path.Combine(environmentFolder, "postgres");

    /// <summary>Stops the environment's own PostgreSQL server, when it has one that runs; data stays.</summary>
    public static async Task<bool> StopServerAsync(RunContext run, string environmentFolder) =>
        Directory.Exists(ServerFolder(environmentFolder)) && await new LocalPostgres(ServerFolder(environmentFolder), run.Processes).StopAsync(run.CancellationToken).ConfigureAwait(false);

    public static async Task<MigrationDatabase> OpenAsync(Database database, DatabaseEngine engine, string? connection, RunContext run, DeploymentEnvironment environment, MigrateOptions options, bool isForService)
    {
        var folder = run.EnvironmentFolder(environment);
        PrivateFolder.Create(folder);
        return engine == DatabaseEngine.Sqlite
            ? Sqlite(database, run, environment, folder, options, isForService)
            : await PostgresAsync(database, connection, run, environment, folder, options, isForService).ConfigureAwait(false);
    }

    private static SqliteMigrationDatabase Sqlite(Database database, RunContext run, DeploymentEnvironment environment, string folder, MigrateOptions options, bool isForService)
    {
        var path = database.PathIn(folder);
        PrivateFolder.Create(Path.GetDirectoryName(path) ?? folder);
        if (isForService) Write(database, folder, path);
        return new SqliteMigrationDatabase(
            path,
            (options.Sqlite ?? new SqliteMigrationOptions()) with { Environment = environment.Name, BackupFolder = Path.Combine(folder, "backups"), Contract = options.Contract },
            run.Clock);
    }

    // A method of its own: what is PostgreSQL's is loaded only where it is used.
    private static async Task<MigrationDatabase> PostgresAsync(
        Database database, string? connection, RunContext run, DeploymentEnvironment environment, string folder, MigrateOptions options, bool isForService)
    {
        var service = PostgresRoles.Name(database.Name, "_service");
        var settings = (options.Postgres ?? new PostgresMigrationOptions()) with
        {
            Environment = environment.Name,
            BackupFolder = Path.Combine(folder, "backups"),
            Contract = options.Contract,
            Programs = run.Processes,
        };
        if (connection is not null) return new PostgresMigrationDatabase(connection, settings, run.Clock);

        var server = new LocalPostgres(ServerFolder(folder), run.Processes);
        var admin = await server.EnsureAsync(database.Name, run.CancellationToken).ConfigureAwait(false);
        if (isForService) Write(database, folder, await server.EnsureLoginAsync(service, database.Name, run.CancellationToken).ConfigureAwait(false));
        return new PostgresMigrationDatabase(admin, settings with { ServiceRole = service }, run.Clock);
    }

    private static void Write(Database database, string folder, string connection)
    {
        var file = ServiceFile(database, folder);
        if (File.Exists(file) && File.ReadAllText(file) == connection) return;

        PrivateFolder.Create(Path.GetDirectoryName(file) ?? folder);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(file + ".new", options)) writer.Write(connection);
        File.Move(file + ".new", file, overwrite: true);
    }
}
