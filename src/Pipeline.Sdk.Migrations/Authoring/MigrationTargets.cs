using System.Runtime.CompilerServices;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Migrations;

/// <summary>Databases and migrations as parts of a pipeline.</summary>
public static class MigrationTargets
{
    /// <summary>Declares a SQLite database; every environment has one of its own.</summary>
    /// <param name="build">The pipeline.</param>
    /// <param name="name">The name: letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <param name="engine">The engine; the default is SQLite.</param>
    public static Database Database(this PipelineBuilder build, string name, DatabaseEngine engine = DatabaseEngine.Sqlite) =>
        Declare(build, name, null, engine, null);

    /// <summary>Declares a database whose engine a value chooses, such as a parameter.</summary>
    /// <param name="build">The pipeline.</param>
    /// <param name="name">The name: letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <param name="engine">The value.</param>
    public static Database Database(this PipelineBuilder build, string name, IValue<DatabaseEngine> engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return Declare(build, name, engine, DatabaseEngine.Sqlite, null);
    }

    /// <summary>Declares a database of a PostgreSQL server that runs elsewhere.</summary>
    /// <param name="build">The pipeline.</param>
    /// <param name="name">The name: letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <param name="connection">An Npgsql connection string of an account that may create roles.</param>
    public static Database Database(this PipelineBuilder build, string name, IValue<SecretText> connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return Declare(build, name, null, DatabaseEngine.Postgres, connection);
    }

    /// <summary>
    /// Declares the target that brings a database to the newest version, and beside it those that plan, lint, rehearse, write a script, go back, repair and take over:
    /// <c>MigratePlan</c>, <c>MigrateLint</c>, <c>MigrateRehearse</c>, <c>MigrateScript</c>, <c>MigrateDown</c>, <c>MigrateRepair</c>, <c>MigrateBaseline</c>, <c>MigrateAdopt</c>,
    /// <c>MigrateContract</c>. A target of another name gives its companions that name in front.
    /// </summary>
    /// <param name="build">The pipeline.</param>
    /// <param name="name">The target's name.</param>
    /// <param name="database">The database.</param>
    /// <param name="folder">The folder of SQL scripts, relative to the repository's root.</param>
    /// <param name="after">Targets that must have succeeded before, such as the one that packages.</param>
    /// <param name="options">How it is migrated; null for the defaults.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    public static Target<MigrationReport> Migrate(
        this PipelineBuilder build,
        string name,
        Database database,
        string folder,
        IReadOnlyList<Target>? after = null,
        MigrateOptions? options = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(build);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(database);
        return new MigrationTargetSet(build, name, database, folder, options ?? new MigrateOptions(), file, line).Declare(after ?? []);
    }

    private static Database Declare(PipelineBuilder build, string name, IValue<DatabaseEngine>? engine, DatabaseEngine fixedEngine, IValue<SecretText>? connection)
    {
        ArgumentNullException.ThrowIfNull(build);
        return Names.IsFileName(name)
            ? new Database(name, engine, fixedEngine, connection)
            : throw new ArgumentException($"Database name '{name}' cannot be a file name. Use letters, digits, '-' and '_', beginning with a letter.", nameof(name));
    }
}
