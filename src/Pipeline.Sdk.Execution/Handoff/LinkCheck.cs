namespace Pipeline.Sdk.Execution;

/// <summary>Finds links in a checkout that lead out of it: a file that is written below one would land elsewhere.</summary>
internal static class LinkCheck
{
    /// <summary>As many links as Linux follows in one path.</summary>
    private const int MostLinks = 40;

    /// <summary>The first folder on the way to a file that is a link out of the root, and where it leads to; null when there is none.</summary>
    /// <param name="root">The root, absolute; it may be a link itself.</param>
    /// <param name="file">The file, absolute, below the root; it need not exist, and it may be a link: a file is replaced, not followed.</param>
    public static (string Link, string Place)? WayOut(string root, string file)
    {
        var inside = Path.TrimEndingDirectorySeparator(Real(Path.GetFullPath(root)));
        var folder = root;
        foreach (var name in (Path.GetDirectoryName(Path.GetRelativePath(root, file)) ?? "").Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            folder = Path.Combine(folder, name);
            if (new FileInfo(folder).LinkTarget is null)
                continue;

            var place = Real(folder);
            if (place != inside && !place.StartsWith(inside + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                return (folder, place);
        }

        return null;
    }

    /// <summary>The path without links, as realpath(3) gives it; what does not exist stays as it is.</summary>
    private static string Real(string path)
    {
        var links = 0;
        var done = Path.GetPathRoot(path) ?? "";
        var rest = new Stack<string>(Names(path[done.Length..]));
        while (rest.TryPop(out var name))
        {
            var next = Path.GetFullPath(Path.Combine(done, name));
            if (new FileInfo(next).LinkTarget is not { } target || ++links > MostLinks)
            {
                done = next;
                continue;
            }

            if (Path.IsPathRooted(target))
                done = Path.GetPathRoot(target) ?? "";
            foreach (var part in Names(Path.IsPathRooted(target) ? target[done.Length..] : target))
                rest.Push(part);
        }

        return done;
    }

    // From the last to the first, as a stack wants them.
    private static IEnumerable<string> Names(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Reverse();
}
