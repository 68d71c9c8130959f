using Pipeline.Sdk.Migrations;

namespace Pipeline.Sdk.Delivery;

/// <summary>Targets of services whose releases rest on a schema: they need what the database needs, and nothing else differs.</summary>
internal static class SchemaTargets
{
    public static Target<Deployment> Deploy(TargetDraft<Release, DeploymentEnvironment> draft, Service service, IDeploymentStrategy? strategy)
    {
        return service.Schema switch
        {
            { Database.EngineValue: { } engine } => draft.Needs(engine).Run((run, release, environment, e) => DeployAsync(run, release, environment, e, null)),
            { Database.Connection: { } connection } => draft.Needs(connection).Run((run, release, environment, c) => DeployAsync(run, release, environment, DatabaseEngine.Postgres, c)),
            _ => draft.Run((run, release, environment) => DeployAsync(run, release, environment, service.Schema?.Database.FixedEngine ?? default, null)),
        };

        Task<Deployment> DeployAsync(RunContext run, Release release, DeploymentEnvironment environment, DatabaseEngine engine, SecretText? connection) =>
            new LocalDeployer(LocalEnvironment.Of(run, environment), service, strategy ?? Strategy.BlueGreen(), Work(service, environment, engine, connection)).DeployAsync(release);
    }

    public static Target<Deployment> Rollback(TargetDraft<DeploymentEnvironment, string> draft, Service service)
    {
        return service.Schema switch
        {
            { Database.EngineValue: { } engine } => draft.Needs(engine).Run((run, environment, to, e) => RollbackAsync(run, environment, to, e, null)),
            { Database.Connection: { } connection } => draft.Needs(connection).Run((run, environment, to, c) => RollbackAsync(run, environment, to, DatabaseEngine.Postgres, c)),
            _ => draft.Run((run, environment, to) => RollbackAsync(run, environment, to, service.Schema?.Database.FixedEngine ?? default, null)),
        };

        Task<Deployment> RollbackAsync(RunContext run, DeploymentEnvironment environment, string to, DatabaseEngine engine, SecretText? connection) =>
            new LocalRollback(LocalEnvironment.Of(run, environment), service, Work(service, environment, engine, connection)) { To = to }.RollbackAsync();
    }

    private static MigrationWorkItem? Work(Service service, DeploymentEnvironment environment, DatabaseEngine engine, SecretText? connection) =>
        service.Schema is { } schema ? new MigrationWorkItem(schema.Database, engine, connection, environment, schema.Folder, schema.Options) : null;
}
