namespace Pipeline.Sdk;

/// <summary>Files that a job keeps under a name, for people and for later jobs. The name is used up by a run, and what is kept is never changed.</summary>
public sealed record JobArtifact
{
    private JobArtifact(string name, string path, bool isFolder, int days)
    {
        Name = name;
        Path = path;
        IsFolder = isFolder;
        Days = days;
    }

    /// <summary>The name: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>; legs add their own.</summary>
    public string Name { get; }

    /// <summary>Where the files are, and where a later job finds them: relative to the repository's root.</summary>
    public string Path { get; }

    /// <summary>Whether it is a folder with all that is in it, or one file.</summary>
    public bool IsFolder { get; }

    /// <summary>For how many days GitHub keeps it; on Azure the pipeline's retention decides.</summary>
    public int Days { get; }

    /// <summary>A folder with all that is in it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="path">The folder, relative to the repository's root.</param>
    /// <param name="days">For how many days it is kept, 1 to 90; the default is 30.</param>
    public static JobArtifact Folder(string name, string path, int days = 30) => new(name, path, isFolder: true, days);

    /// <summary>One file.</summary>
    /// <param name="name">The name.</param>
    /// <param name="path">The file, relative to the repository's root.</param>
    /// <param name="days">For how many days it is kept, 1 to 90; the default is 30.</param>
    public static JobArtifact File(string name, string path, int days = 30) => new(name, path, isFolder: false, days);
}
