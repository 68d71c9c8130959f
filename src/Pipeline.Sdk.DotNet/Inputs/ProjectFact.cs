namespace Pipeline.Sdk.DotNet.Inputs;

/// <summary>What one project is made of, for one target framework. All paths are absolute.</summary>
internal sealed class ProjectFact
{
    public required string File { get; init; }

    public string Folder => Path.GetDirectoryName(File) ?? "";

    /// <summary>Whether every file in its folder is an item unless it is taken out.</summary>
    public bool HasDefaultItems { get; set; }

    /// <summary>Whether folders whose names begin with a dot are not looked into for items.</summary>
    public bool LeavesHiddenOut { get; set; }

    /// <summary>Its items; not all are files.</summary>
    public List<string> Items { get; } = [];

    /// <summary>The folders that it is built into.</summary>
    public List<string> Outputs { get; } = [];

    /// <summary>Patterns, and files that need not exist, which stand in project files; they count for the projects that import the file.</summary>
    public List<(string From, bool IsGlob, bool IsImport, string Path)> Named { get; } = [];

    public string PathOf(string path) => Path.GetFullPath(ProjectFacts.Slashes(path), Folder);
}
