namespace Pipeline.Sdk.Migrations;

/// <summary>A database in one environment, with its scripts.</summary>
internal sealed record MigrationWorkItem(
    Database Database, DatabaseEngine Engine, SecretText? Connection, DeploymentEnvironment Environment, string Folder, MigrateOptions Options)
{
    public MigrationFolder Load(RunContext run) => MigrationFolder.Load(run.PathOf(Folder), Options.Code, Options.Naming);

    public Task<MigrationDatabase> OpenAsync(RunContext run, ContractSteps? contract = null) =>
        DatabaseConnections.OpenAsync(Database, Engine, Connection?.Reveal(), run, Environment, contract is { } steps ? Options with { Contract = steps } : Options);
}
