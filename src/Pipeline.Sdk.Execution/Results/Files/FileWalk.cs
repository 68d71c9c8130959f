using System.IO.Enumeration;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>Finds the files and links that patterns mean.</summary>
internal sealed class FileWalk
{
    private static readonly EnumerationOptions _options = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false, MatchType = MatchType.Simple };

    private readonly string _root;
    private readonly List<GlobPattern> _wanted = [];
    private readonly List<GlobPattern> _excluded = [];

    /// <summary>Prepares a walk.</summary>
    /// <param name="root">The root, absolute.</param>
    /// <param name="patterns">The patterns, in any order; <c>!</c> takes out.</param>
    /// <param name="paths">Files and folders by name, whatever characters it has.</param>
    public FileWalk(string root, IEnumerable<string> patterns, IEnumerable<string>? paths = null)
    {
        _root = Path.TrimEndingDirectorySeparator(root);
        foreach (var text in patterns)
        {
            var pattern = new GlobPattern(text);
            (pattern.IsExclusion ? _excluded : _wanted).Add(pattern);
        }

        foreach (var path in paths ?? [])
            _wanted.Add(new GlobPattern(path, isPath: true));
    }

    /// <summary>Whether what lies behind a link to a folder is found, too, though not what lies behind another link in there.</summary>
    public bool FollowsLinks { get; init; }

    /// <summary>The paths, relative to the root and separated by <c>/</c>, each once, in no particular order.</summary>
    /// <param name="unmatched">Receives the patterns that mean no file.</param>
    public List<string> Find(List<string>? unmatched = null)
    {
        var found = new List<string>();

        // Two patterns may mean one file; one alone cannot.
        var known = _wanted.Count > 1 ? new HashSet<string>(StringComparer.Ordinal) : null;
        foreach (var pattern in _wanted)
        {
            var before = found.Count;
            Find(pattern, found, known);
            if (found.Count == before && unmatched is not null && (known is null || !known.Any(pattern.Matches)))
                unmatched.Add(pattern.Text);
        }

        return found;
    }

    private void Find(GlobPattern pattern, List<string> found, HashSet<string>? known)
    {
        var start = pattern.Start.Length == 0 ? _root : Path.Combine(_root, pattern.Start);
        var kind = FileStat.Of(start).Kind;
        if (kind is FileKind.File or FileKind.Link && pattern.IsLiteral)
            Add(pattern.Start, found, known);

        // Whoever writes link/** means what lies behind it.
        if (kind == FileKind.Folder || (kind == FileKind.Link && (FollowsLinks || !pattern.IsLiteral) && Directory.Exists(start)))
            Below(start, pattern, found, known, FollowsLinks ? [] : null);
    }

    private void Below(string start, GlobPattern pattern, List<string> found, HashSet<string>? known, List<string>? links)
    {
        foreach (var path in Below(start, pattern, links))
        {
            if (pattern.IsLiteral || pattern.Matches(path))
                Add(path, found, known);
        }

        foreach (var link in links ?? [])
            Below(link, pattern, found, known, links: null);
    }

    private FileSystemEnumerable<string> Below(string start, GlobPattern pattern, List<string>? links)
    {
        var cut = _root.Length + 1;
        return new FileSystemEnumerable<string>(start, (ref FileSystemEntry entry) => Relative(ref entry, cut), _options)
        {
            // A link to a folder is a link: it may lead in a circle.
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry) && pattern.Enters(entry.FileName.ToString()),
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
            {
                if (!entry.IsDirectory)
                    return !AtomicFile.IsTemporary(entry.FileName);
                if (!IsLink(ref entry))
                    return false;

                if (pattern.Enters(entry.FileName.ToString()))
                    links?.Add(entry.ToFullPath());
                return true;
            },
        };
    }

    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != FileAttributes.None;

    private static string Relative(ref FileSystemEntry entry, int cut)
    {
        var folder = entry.Directory;
        var path = folder.Length < cut ? entry.FileName.ToString() : string.Concat(folder[cut..], "/", entry.FileName);
        return OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path;
    }

    private void Add(string path, List<string> found, HashSet<string>? known)
    {
        foreach (var excluded in _excluded)
        {
            if (excluded.Matches(path))
                return;
        }

        if (known?.Add(path) != false)
            found.Add(path);
    }
}
