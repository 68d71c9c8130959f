using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk.Watching;

/// <summary>Asks git which paths it ignores.</summary>
/// <param name="root">The repository's root, absolute.</param>
/// <param name="programs">Runs git.</param>
internal sealed class GitIgnore(string root, OwnPrograms programs)
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    /// <summary>The paths that git does not ignore; all of them where there is no git, or where it does not answer: a run too many is better than one too few.</summary>
    /// <param name="paths">Paths relative to the root.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public IReadOnlyList<string> Filter(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        if (paths.Count == 0 || !Path.Exists(Path.Combine(root, ".git")))
            return paths;

        // NUL between names: a name may hold anything else. Git gives 1 when it ignores none of them.
        var question = new ToolCommand("git", ["check-ignore", "--stdin", "-z"]) { StandardInput = string.Join('\0', paths) + '\0', MustSucceed = false, Timeout = _limit };
        if (programs.AskAsync(question, cancellationToken).GetAwaiter().GetResult() is not { } ignored)
            return paths;

        var names = ignored.Split('\0').ToHashSet(StringComparer.Ordinal);
        return [.. paths.Where(path => !names.Contains(path))];
    }
}
