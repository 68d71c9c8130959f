using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk.Tool.Builds;

/// <summary>Where the pipeline of a folder is: the nearest <c>build.sh</c> (on Windows <c>build.cmd</c>) with a pipeline, in the folder or above it.</summary>
internal static class NearestBuild
{
    public static string ScriptName => OperatingSystem.IsWindows() ? "build.cmd" : "build.sh";

    /// <summary>The script's absolute path. The search ends at the repository's root, the folder with <c>.git</c>: what lies above is nobody's business.</summary>
    /// <exception cref="ToolException">PIPE0910: there is none. PIPE0911: it belongs to somebody else.</exception>
    public static string Find(string from)
    {
        for (var folder = from; ; folder = Path.GetDirectoryName(folder) ?? "")
        {
            if (In(folder) is { } script)
                return script;
            // A worktree and a submodule have a file of that name.
            if (Path.Exists(Path.Combine(folder, ".git")) || Path.GetDirectoryName(folder) is null)
                throw ToolErrors.NoBuild(from, folder);
        }
    }

    /// <summary>The script of a folder itself; null when it has no pipeline. Another product's <c>build.sh</c> is none.</summary>
    /// <exception cref="ToolException">PIPE0911: it belongs to somebody else.</exception>
    public static string? In(string folder)
    {
        var script = Path.Combine(folder, ScriptName);
        if (!File.Exists(script) || !(File.Exists(Path.Combine(folder, "build", "Build.csproj")) || File.Exists(Path.Combine(folder, "build.cs"))))
            return null;
        return FileOwner.IsOwn(script) ? script : throw ToolErrors.OfAnotherUser(script);
    }
}
