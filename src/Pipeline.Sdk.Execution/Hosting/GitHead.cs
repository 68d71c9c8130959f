namespace Pipeline.Sdk.Execution;

/// <summary>
/// The commit of the checkout, read from git's own files: every start needs it, and starting <c>git</c> would cost more than all else that a
/// start does. See gitrepository-layout(5).
/// </summary>
internal static class GitHead
{
    /// <summary>The commit, 40 or 64 hexadecimal digits, or null outside of a repository or before the first commit.</summary>
    public static string? Read(string root)
    {
        try
        {
            if (Folder(root) is not { } folder)
                return null;

            var head = File.ReadAllText(Path.Combine(folder, "HEAD")).Trim();
            if (!head.StartsWith("ref: ", StringComparison.Ordinal))
                return head;

            var name = head[5..];
            var common = Common(folder);
            var loose = Path.Combine(common, name);
            return File.Exists(loose) ? File.ReadAllText(loose).Trim() : Packed(Path.Combine(common, "packed-refs"), name);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A record without a commit is better than no run.
            return null;
        }
    }

    /// <summary>The branch that is checked out, without <c>refs/heads/</c>, or null when none is or outside of a repository.</summary>
    public static string? Branch(string root)
    {
        try
        {
            const string Prefix = "ref: refs/heads/";
            return Folder(root) is { } folder && File.ReadAllText(Path.Combine(folder, "HEAD")).Trim() is { } head && head.StartsWith(Prefix, StringComparison.Ordinal)
                ? head[Prefix.Length..]
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Folder(string root)
    {
        var path = Path.Combine(root, ".git");
        if (Directory.Exists(path))
            return path;

        // A worktree or submodule has a file that names the folder.
        return File.Exists(path) && File.ReadAllText(path).Trim() is ['g', 'i', 't', 'd', 'i', 'r', ':', ' ', .. var folder]
            ? Path.GetFullPath(folder, root)
            : null;
    }

    private static string Common(string folder)
    {
        var file = Path.Combine(folder, "commondir");
        return File.Exists(file) ? Path.GetFullPath(File.ReadAllText(file).Trim(), folder) : folder;
    }

    private static string? Packed(string file, string name)
    {
        if (!File.Exists(file))
            return null;

        foreach (var line in File.ReadLines(file))
        {
            if (line.EndsWith(" " + name, StringComparison.Ordinal))
                return line[..line.IndexOf(' ', StringComparison.Ordinal)];
        }

        return null;
    }
}
