namespace Pipeline.Sdk.Migrations;

/// <summary>A database in one environment, with its scripts.</summary>
internal sealed record MigrationWorkItem(
    Database Database, DatabaseEngine Engine, SecretText? Connection, DeploymentEnvironment Environment, string Folder, MigrateOptions Options)
{
    public MigrationFolder Load(RunContext run) => MigrationFolder.Load(run.PathOf(FolderOf(run, Folder, Engine)), Options.Code, Options.Naming);

    /// <summary>A folder that has one of the engine's name in it keeps that engine's scripts there: <c>migrations/postgres</c>.</summary>
    public static string FolderOf(RunContext run, string folder, DatabaseEngine engine)
    {
        var own = Path.Combine(folder, engine == DatabaseEngine.Sqlite ? "sqlite" : "postgres");
        return Directory.Exists(run.PathOf(own)) ? own : folder;
    }

    /// <summary>The database, to change it: from now on it is the one that the service connects to.</summary>
    public Task<MigrationDatabase> OpenAsync(RunContext run, ContractSteps? contract = null) =>
        DatabaseConnections.OpenAsync(Database, Engine, Connection?.Reveal(), run, Environment, contract is { } steps ? Options with { Contract = steps } : Options, isForService: true);

    /// <summary>The database, to look at it or to copy it.</summary>
    public Task<MigrationDatabase> OpenToLookAsync(RunContext run) =>
        DatabaseConnections.OpenAsync(Database, Engine, Connection?.Reveal(), run, Environment, Options, isForService: false);
}
