using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>The migrations of one folder, and those in C# that go with them.</summary>
public sealed class MigrationFolder
{
    internal MigrationFolder(string path, ImmutableArray<MigrationScript> scripts, ImmutableArray<MigrationScript> others)
    {
        Path = path;
        Scripts = scripts;
        Baselines = [.. others.Where(script => script.Kind == MigrationKind.Baseline)];
        Repeatables = [.. others.Where(script => script.Kind == MigrationKind.Repeatable)];
        Seeds = [.. others.Where(script => script.Kind == MigrationKind.Seed)];
    }

    /// <summary>The folder, as it was given.</summary>
    public string Path { get; }

    /// <summary>The versioned migrations, ordered by version, each with the script that undoes it when there is one.</summary>
    public ImmutableArray<MigrationScript> Scripts { get; }

    /// <summary>What a new database gets instead of the versions up to their number; the newest is used.</summary>
    public ImmutableArray<MigrationScript> Baselines { get; }

    /// <summary>Views, functions and the like, ordered by name.</summary>
    public ImmutableArray<MigrationScript> Repeatables { get; }

    /// <summary>Data of every environment, and of single ones; ordered by name.</summary>
    public ImmutableArray<MigrationScript> Seeds { get; }

    /// <summary>Every migration of the folder, in the order in which they are applied to a new database without a baseline.</summary>
    internal IEnumerable<MigrationScript> All => [.. Scripts, .. Repeatables, .. Seeds, .. Baselines];

    /// <summary>
    /// Reads all scripts of a folder: <c>V0001__create_deployments.up.sql</c> or <c>V0001__create_deployments.sql</c>, with an optional
    /// <c>V0001__create_deployments.down.sql</c> beside; <c>R__live.sql</c>; <c>B0010__all.sql</c>; <c>seed/S__countries.sql</c> and
    /// <c>seed/staging/S__customers.sql</c>. Files that are not <c>.sql</c> and other sub-folders are left alone.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="code">Migrations in C#, in any order.</param>
    /// <param name="naming">Whose rules the names of the files follow; the default is the SDK's own.</param>
    /// <exception cref="InvalidPipelineException">The folder is missing or empty, or files are misnamed, unreadable, empty or no UTF-8: all findings at once.</exception>
    public static MigrationFolder Load(string path, IEnumerable<CodeMigration>? code = null, MigrationNaming naming = MigrationNaming.Pipeline)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new MigrationFolderReader(path, [.. code ?? []], naming).Read();
    }
}
