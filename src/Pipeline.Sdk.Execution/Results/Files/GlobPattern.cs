namespace Pipeline.Sdk.Execution.Results;

/// <summary>
/// One pattern of paths below a root: <c>*</c> and <c>?</c> within a name, <c>**</c> for any number of folders. A pattern without them that names a folder
/// stands for everything in it.
/// </summary>
internal sealed class GlobPattern
{
    // What tools leave behind, and what they fetch: no source is there, and a pattern that means it names it.
    private static readonly string[] _notEntered = [".git", ".pipeline", "bin", "obj", "node_modules"];

    private readonly string[] _parts;

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The text.</param>
    /// <param name="isPath">Whether it is a path whatever its characters are.</param>
    public GlobPattern(string pattern, bool isPath = false)
    {
        IsExclusion = !isPath && pattern.StartsWith('!');
        Text = pattern;
        _parts = (IsExclusion ? pattern[1..] : pattern).Split('/', StringSplitOptions.RemoveEmptyEntries);
        var literal = isPath ? _parts.Length : 0;
        while (literal < _parts.Length && !IsWild(_parts[literal]) && _parts[literal] != "**")
            literal++;
        IsLiteral = literal == _parts.Length;
        Start = string.Join('/', _parts, 0, IsLiteral ? literal : Math.Min(literal, _parts.Length - 1));
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>Whether it takes paths out.</summary>
    public bool IsExclusion { get; }

    /// <summary>Whether it names one path.</summary>
    public bool IsLiteral { get; }

    /// <summary>The longest path without wild cards that everything it can match lies at or below; empty for the root.</summary>
    public string Start { get; }

    private static bool IgnoresCase => OperatingSystem.IsWindows();

    /// <summary>Whether a path, relative to the root and separated by <c>/</c>, is meant.</summary>
    public bool Matches(string path)
    {
        var names = path.Split('/');
        if (Matches(names, 0, 0))
            return true;

        // A folder stands for what is in it.
        return IsLiteral && path.Length > Start.Length && path[Start.Length] == '/' && path.StartsWith(Start, IgnoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)
            || (IsExclusion && !IsLiteral && MatchesFolder(names));
    }

    /// <summary>Whether a walk that looks for matches goes into a folder of this name.</summary>
    public bool Enters(string name)
    {
        foreach (var left in _notEntered)
        {
            if (name == left)
                return IsNamed(name);
        }

        return true;
    }

    private bool IsNamed(string name)
    {
        foreach (var part in _parts)
        {
            if (part == name)
                return true;
        }

        return IsLiteral && name is not ".git";
    }

    // `!**/generated` takes out what is in such folders, too.
    private bool MatchesFolder(string[] names)
    {
        for (var length = names.Length - 1; length > 0; length--)
        {
            if (Matches(names[..length], 0, 0))
                return true;
        }

        return false;
    }

    private bool Matches(string[] names, int name, int part)
    {
        for (; part < _parts.Length; part++, name++)
        {
            if (_parts[part] == "**")
            {
                // At the end it stands for everything below.
                if (part == _parts.Length - 1)
                    return name < names.Length;

                for (var skipped = name; skipped < names.Length; skipped++)
                {
                    if (Matches(names, skipped, part + 1))
                        return true;
                }

                return false;
            }

            if (name >= names.Length || !MatchesName(_parts[part], names[name]))
                return false;
        }

        return name == names.Length;
    }

    // Goes back to the last * only: enough for names, and never slow.
    private static bool MatchesName(string pattern, string name)
    {
        var (p, n, star, mark) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && (pattern[p] == '?' || Equal(pattern[p], name[n])) && pattern[p] != '*')
            {
                p++;
                n++;
            }
            else if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = n;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++mark;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }

    private static bool Equal(char one, char other) => one == other || (IgnoresCase && char.ToUpperInvariant(one) == char.ToUpperInvariant(other));

    private static bool IsWild(string part) => part.AsSpan().ContainsAny('*', '?');
}
