using Pipeline.Sdk.DotNet.Diagnostics;

namespace Pipeline.Sdk.DotNet.Commands;

/// <summary>Paths relative to the repository's root, parts separated by <c>/</c>.</summary>
internal static class RelativePath
{
    // What deterministic builds call the root.
    private const string MappedRoot = "/_/";

    /// <summary>The path relative to the root, or null for one outside. Paths below <c>/_/</c> are of the root.</summary>
    public static string? Relative(string path, string root)
    {
        var absolute = path.StartsWith(MappedRoot, StringComparison.Ordinal)
            ? Path.GetFullPath(path[MappedRoot.Length..], root)
            : Path.GetFullPath(path, root);
        var relative = Path.GetRelativePath(root, absolute);
        return Path.IsPathRooted(relative) || relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? null
            : relative.Replace(Path.DirectorySeparatorChar, '/');
    }

    /// <summary>An absolute path that is really below a folder, not the folder itself.</summary>
    /// <exception cref="StepFailedException">It is not.</exception>
    public static string Below(string folder, string path)
    {
        var absolute = Path.GetFullPath(path, folder);
        return Relative(absolute, folder) is null or "." ? throw DotNetDiagnostics.OutsideFolder(path, folder) : absolute;
    }
}
