using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>The scripts of one folder, ordered by version.</summary>
public sealed class MigrationFolder
{
    internal MigrationFolder(string path, ImmutableArray<MigrationScript> scripts)
    {
        Path = path;
        Scripts = scripts;
    }

    /// <summary>The folder, as it was given.</summary>
    public string Path { get; }

    /// <summary>The scripts to apply, ordered by version, each with the script that undoes it when there is one.</summary>
    public ImmutableArray<MigrationScript> Scripts { get; }

    /// <summary>
    /// Reads all scripts of a folder: <c>V0001__create_deployments.up.sql</c> or <c>V0001__create_deployments.sql</c>, with an optional
    /// <c>V0001__create_deployments.down.sql</c> beside. Files that are not <c>.sql</c> and sub-folders are left alone.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="InvalidPipelineException">The folder is missing or empty, or files are misnamed, unreadable, empty or no UTF-8: all findings at once.</exception>
    public static MigrationFolder Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new MigrationFolder(path, new MigrationFolderReader(path).Read());
    }
}
