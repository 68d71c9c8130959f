namespace Pipeline.Sdk.Migrations;

/// <summary>
/// A handle on a database that every environment has one of. On SQLite it is a file in the environment's own folder on this machine. On PostgreSQL it is a database of the server
/// that the connection names, or of a server of the environment's own on this machine when there is none.
/// </summary>
public sealed record Database
{
    internal Database(string name, IValue<DatabaseEngine>? engine, DatabaseEngine fixedEngine, IValue<SecretText>? connection) =>
        (Name, EngineValue, FixedEngine, Connection) = (name, engine, fixedEngine, connection);

    /// <summary>The name; a SQLite file is <c>data/NAME.db</c> in the environment's folder.</summary>
    public string Name { get; }

    internal IValue<DatabaseEngine>? EngineValue { get; }

    internal DatabaseEngine FixedEngine { get; }

    internal IValue<SecretText>? Connection { get; }

    /// <summary>The SQLite file in an environment's folder.</summary>
    /// <param name="environmentFolder">The environment's folder, absolute; see <see cref="RunContext.EnvironmentFolder"/>.</param>
    public string PathIn(string environmentFolder) => Path.Combine(environmentFolder, "data", Name + ".db");

    /// <summary>What the service connects with in an environment: the path of the SQLite file, or an Npgsql connection string of a role that cannot change the schema.</summary>
    /// <param name="environmentFolder">The environment's folder, absolute.</param>
    /// <exception cref="StepFailedException">The database runs on PostgreSQL and was never migrated there: the migration makes the role.</exception>
    public string ConnectionIn(string environmentFolder)
    {
        var file = DatabaseConnections.ServiceFile(this, environmentFolder);
        if (File.Exists(file)) return File.ReadAllText(file).Trim();

        return EngineValue is null && FixedEngine == DatabaseEngine.Sqlite ? PathIn(environmentFolder) : throw MigrationDiagnostics.NotMigrated(Name).ToFailure();
    }
}
