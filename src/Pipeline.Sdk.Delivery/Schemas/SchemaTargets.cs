using Pipeline.Sdk.Migrations;

namespace Pipeline.Sdk.Delivery;

/// <summary>Targets of services whose releases rest on a schema: they need what the database needs, and nothing else differs.</summary>
internal static class SchemaTargets
{
    public static Target<Deployment> Deploy(TargetDraft<Release, DeploymentEnvironment, string> draft, Service service, IDeploymentStrategy? strategy)
    {
        return service.Schema switch
        {
            { Database.EngineValue: { } engine } => draft.Needs(engine).Run((run, release, environment, _, e) => DeployAsync(run, release, environment, e, null)),
            { Database.Connection: { } connection } => draft.Needs(connection).Run((run, release, environment, _, c) => DeployAsync(run, release, environment, DatabaseEngine.Postgres, c)),
            _ => draft.Run((run, release, environment, _) => DeployAsync(run, release, environment, service.Schema?.Database.FixedEngine ?? default, null)),
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

    /// <summary>Lets the target that makes the releases record the schema that its sources were written for: nobody has to remember it, and it travels with the release.</summary>
    public static void Record(PipelineBuilder build, Service service)
    {
        if (service.Schema is { } schema)
            build.Amend(service.Package, (run, release) => With(run, release, schema), schema.Folder.TrimEnd('/') + "/**");
    }

    private static Release With(RunContext run, Release release, ServiceSchema schema)
    {
        if (release.NeedsSchema(schema.Database.Name) > 0)
            return release;

        // Which engine an environment has is not known here; where each has scripts of its own, a release needs no more than both have.
        DatabaseEngine[] engines = schema.Database switch
        {
            { Connection: not null } => [DatabaseEngine.Postgres],
            { EngineValue: not null } => [DatabaseEngine.Sqlite, DatabaseEngine.Postgres],
            var one => [one.FixedEngine],
        };
        var folders = engines.Select(engine => MigrationWorkItem.FolderOf(run, schema.Folder, engine)).Distinct(StringComparer.Ordinal);
        var version = folders.Min(folder => Newest(MigrationFolder.Load(run.PathOf(folder), schema.Options.Code, schema.Options.Naming)));
        var known = release.Schemas.IsDefault ? [] : release.Schemas;
        return version == 0 ? release : release with { Schemas = known.Add(new SchemaNeed(schema.Database.Name, version)) };
    }

    private static long Newest(MigrationFolder folder) => folder.Scripts.Where(script => script.Phase != MigrationPhase.Contract).Select(script => script.Version).DefaultIfEmpty().Max();

    private static MigrationWorkItem? Work(Service service, DeploymentEnvironment environment, DatabaseEngine engine, SecretText? connection) =>
        service.Schema is { } schema ? new MigrationWorkItem(schema.Database, engine, connection, environment, schema.Folder, schema.Options) : null;
}
