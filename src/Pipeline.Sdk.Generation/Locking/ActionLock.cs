using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Pipeline.Sdk.Generation.Yaml;

namespace Pipeline.Sdk.Generation.Locking;

/// <summary>
/// Which commit stands for which action. A tag can be moved by whoever owns the action; a commit cannot. The lock is a composite action that is never run:
/// a form that Renovate and Dependabot update.
/// </summary>
internal sealed partial class ActionLock
{
    /// <summary>Where the lock lies in a repository.</summary>
    public const string Path = ".github/pipeline-lock/action.yml";

    private readonly string _text;
    private readonly ImmutableSortedDictionary<string, LockedAction> _actions;

    private ActionLock(string text, ImmutableSortedDictionary<string, LockedAction> actions)
    {
        _text = text;
        _actions = actions;
    }

    /// <summary>The lock that came with this assembly: the first content of a repository's own.</summary>
    public static ActionLock Embedded { get; } = Parse(ReadEmbedded(), []);

    /// <summary>The locked actions, by name.</summary>
    public IEnumerable<LockedAction> Actions => _actions.Values;

    /// <summary>Reads a lock: every <c>uses:</c> is <c>owner/name@COMMIT # vX.Y.Z</c>.</summary>
    /// <param name="text">The file.</param>
    /// <param name="diagnostics">Receives PIPE0308: lines that lock nothing, or an action twice.</param>
    public static ActionLock Parse(string text, List<Diagnostic> diagnostics)
    {
        var actions = ImmutableSortedDictionary.CreateBuilder<string, LockedAction>(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, line) in text.ReplaceLineEndings("\n").Split('\n').Index())
        {
            if (!Entry().IsMatch(line))
                continue;

            if (Action(line) is not { } action || !actions.TryAdd(action.Name, action))
                diagnostics.Add(LockDiagnostics.MalformedLock(index + 1, line.Trim()));
        }

        return new ActionLock(text.ReplaceLineEndings("\n"), actions.ToImmutable());
    }

    /// <summary>The lock with the actions that it lacks, from the one that came with this assembly.</summary>
    public ActionLock With(IEnumerable<string> needed)
    {
        var missing = needed.Where(action => Find(action) is null).Select(Embedded.Find).OfType<LockedAction>().DistinctBy(action => action.Name).ToList();
        if (missing.Count == 0)
            return this;

        var text = new StringBuilder(_text.TrimEnd('\n')).Append('\n');
        foreach (var action in missing)
            text.Append("    - uses: ").Append(action.Name).Append('@').Append(action.Commit).Append(" # ").Append(action.Version).Append('\n');
        return Parse(text.ToString(), []);
    }

    /// <summary>The action, or null. One that lies in a folder of a repository, <c>actions/cache/save</c>, is locked with it.</summary>
    public LockedAction? Find(string action) => _actions.GetValueOrDefault(Repository(action));

    /// <summary>The value of <c>uses:</c>, with the version in a comment.</summary>
    /// <exception cref="InvalidPipelineException">PIPE0301: the action is not in the lock.</exception>
    public YamlScalar Uses(string action) =>
        Find(action) is { } locked
            ? YamlScalar.Text($"{locked.Name}{action[locked.Name.Length..]}@{locked.Commit}", locked.Version)
            : throw new InvalidPipelineException([LockDiagnostics.UnknownAction(action, _actions.Keys)]);

    /// <summary>The file's text.</summary>
    public override string ToString() => _text;

    private static string Repository(string action) => string.Join('/', action.Split('/').Take(2));

    private static LockedAction? Action(string line) =>
        Line().Match(line) is { Success: true } match
            ? new LockedAction(match.Groups["name"].Value, match.Groups["version"].Value, match.Groups["commit"].Value)
            : null;

    private static string ReadEmbedded()
    {
        using var stream = typeof(ActionLock).Assembly.GetManifestResourceStream("action.yml")
            ?? throw new InvalidOperationException("The assembly was built without its resource action.yml.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^\s*(?:-\s+)?uses\s*:", RegexOptions.CultureInvariant)]
    private static partial Regex Entry();

    [GeneratedRegex(@"\A\s*-\s+uses:\s+(?<name>[A-Za-z0-9-]+/[A-Za-z0-9._-]+)@(?<commit>[0-9a-f]{40})\s+#\s*(?<version>v?[0-9]+(?:\.[0-9]+){0,2}(?:-[A-Za-z0-9.-]+)?)\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
