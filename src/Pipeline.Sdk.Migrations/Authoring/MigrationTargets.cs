using System.Runtime.CompilerServices;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Migrations;

/// <summary>Databases and migrations as parts of a pipeline.</summary>
public static class MigrationTargets
{
    /// <summary>Declares a database; every environment has one of its own.</summary>
    /// <param name="build">The pipeline.</param>
    /// <param name="name">The name: letters, digits, <c>-</c> and <c>_</c>.</param>
    public static Database Database(this PipelineBuilder build, string name)
    {
        ArgumentNullException.ThrowIfNull(build);
        return Names.IsFileName(name)
            ? new Database(name)
            : throw new ArgumentException($"Database name '{name}' cannot be a file name. Use letters, digits, '-' and '_', beginning with a letter.", nameof(name));
    }

    /// <summary>Declares the target that brings a database to the newest version: all pending scripts in one transaction, or none.</summary>
    /// <param name="build">The pipeline.</param>
    /// <param name="name">The target's name.</param>
    /// <param name="database">The database.</param>
    /// <param name="folder">The folder of SQL scripts, relative to the repository's root.</param>
    /// <param name="after">Targets that must have succeeded before, such as the one that packages.</param>
    /// <param name="options">How long to wait for the lock, and whether foreign keys are enforced; the defaults are those of <see cref="SqliteMigrationOptions"/>.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    public static Target<MigrationReport> Migrate(
        this PipelineBuilder build,
        string name,
        Database database,
        string folder,
        IReadOnlyList<Target>? after = null,
        SqliteMigrationOptions? options = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(build);
        ArgumentNullException.ThrowIfNull(database);
        return build.Target(name, file, line)
            .Describe($"Brings {database.Name} of an environment to the newest schema, in one transaction")
            .DependsOn([.. after ?? []])
            .ChangesEnvironment()
            .Needs(build.SelectedEnvironment)
            .Run((run, environment) => MigrateAsync(run, environment, database, folder, options));
    }

    private static Task<MigrationReport> MigrateAsync(RunContext run, DeploymentEnvironment environment, Database database, string folder, SqliteMigrationOptions? options)
    {
        var path = database.PathIn(run.EnvironmentFolder(environment));
        PrivateFolder.Create(Path.GetDirectoryName(path) ?? run.Root);
        return new Migrator(run.Clock).MigrateAsync(
            MigrationFolder.Load(run.PathOf(folder)),
            new SqliteMigrationDatabase(path, options, run.Clock),
            new MigrationRun { RunId = run.Run.Id, AppliedBy = run.Run.Actor },
            run.Log.Info,
            run.CancellationToken);
    }
}
