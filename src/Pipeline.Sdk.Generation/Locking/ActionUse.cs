using System.Text.RegularExpressions;

namespace Pipeline.Sdk.Generation.Locking;

/// <summary>A line of a workflow that uses an action of somebody else.</summary>
/// <param name="File">The file, relative to the repository's root.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Uses">Its value: <c>owner/name@REF</c>.</param>
internal sealed partial record ActionUse(string File, int Line, string Uses)
{
    /// <summary>The action, without what stands behind <c>@</c>.</summary>
    public string Action => Uses.Split('@')[0];

    public bool IsPinned => Pinned().IsMatch(Uses);

    /// <summary>Finds the uses in a file; actions and workflows of the repository itself are no others'.</summary>
    public static IEnumerable<ActionUse> In(string file, string text) =>
        text.ReplaceLineEndings("\n").Split('\n').Index()
            .Select(line => (Number: line.Index + 1, Match: UsesLine().Match(line.Item)))
            .Where(line => line.Match.Success)
            .Select(line => new ActionUse(file, line.Number, line.Match.Groups["uses"].Value))
            .Where(use => !use.Uses.StartsWith("./", StringComparison.Ordinal));

    /// <summary>What is wrong with the uses of workflows: no commit, not the lock's, not in the lock.</summary>
    public static IEnumerable<Diagnostic> Check(IEnumerable<ActionUse> uses, ActionLock actions)
    {
        foreach (var use in uses)
        {
            var locked = actions.Find(use.Action);
            if (!use.IsPinned)
                yield return LockDiagnostics.Unpinned(use.File, use.Line, use.Uses);
            else if (locked is null || !use.Uses.EndsWith("@" + locked.Commit, StringComparison.Ordinal))
                yield return LockDiagnostics.Differs(use.File, use.Line, use.Uses, locked);
        }
    }

    [GeneratedRegex(@"^\s*(?:-\s+)?uses\s*:\s*['""]?(?<uses>[^\s'""#]+)", RegexOptions.CultureInvariant)]
    private static partial Regex UsesLine();

    [GeneratedRegex(@"\A[^@]+@(?:[0-9a-f]{40}|sha256:[0-9a-f]{64})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pinned();
}
