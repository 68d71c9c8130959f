namespace Pipeline.Sdk.Execution;

/// <summary>The place that a path really means, every link on the way followed: realpath(3).</summary>
internal static class RealPath
{
    // As many as Linux follows before it speaks of a loop.
    private const int MaximumLinks = 40;

    /// <summary>The absolute path without links. What does not exist is kept as it is written.</summary>
    /// <param name="path">An absolute path.</param>
    /// <exception cref="IOException">The links lead in a circle.</exception>
    public static string Of(string path)
    {
        var links = 0;
        var real = Path.GetPathRoot(path) ?? "/";
        var rest = new Stack<string>(Parts(path[real.Length..]));
        while (rest.TryPop(out var part))
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MaximumLinks)
                throw new IOException($"The links of '{path}' lead in a circle.");

            var root = Path.GetPathRoot(target) ?? "";
            if (root.Length > 0)
                real = root;
            foreach (var onTheWay in Parts(target[root.Length..]))
                rest.Push(onTheWay);
        }

        return real;
    }

    // Last part first: they go onto a stack.
    private static IEnumerable<string> Parts(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse();
}
