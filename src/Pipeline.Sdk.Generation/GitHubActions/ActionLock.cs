using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Pipeline.Sdk.Generation.Yaml;

namespace Pipeline.Sdk.Generation.GitHub;

/// <summary>Which commit stands for which action. A tag can be moved by whoever owns the action; a commit cannot.</summary>
internal sealed partial class ActionLock
{
    private readonly ImmutableSortedDictionary<string, LockedAction> _actions;

    private ActionLock(ImmutableSortedDictionary<string, LockedAction> actions) => _actions = actions;

    /// <summary>The lock that came with this assembly.</summary>
    public static ActionLock Embedded { get; } = Parse(ReadEmbedded());

    /// <summary>Reads a lock: a line per action, <c>#</c> begins a comment.</summary>
    /// <exception cref="InvalidPipelineException">PIPE0308: lines that are no lock lines, or name an action twice.</exception>
    public static ActionLock Parse(string text)
    {
        var diagnostics = new List<Diagnostic>();
        var actions = ImmutableSortedDictionary.CreateBuilder<string, LockedAction>(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, line) in text.ReplaceLineEndings("\n").Split('\n').Index())
        {
            if (line.Length == 0 || line[0] == '#')
                continue;

            if (Action(line) is not { } action || !actions.TryAdd(action.Name, action))
                diagnostics.Add(GenerationDiagnostics.MalformedLock(index + 1, line));
        }

        return diagnostics.Count == 0 ? new ActionLock(actions.ToImmutable()) : throw new InvalidPipelineException([.. diagnostics]);
    }

    /// <summary>The value of <c>uses:</c>, with the version in a comment.</summary>
    /// <exception cref="InvalidPipelineException">PIPE0301: the action is not in the lock.</exception>
    public YamlScalar Uses(string action) =>
        _actions.TryGetValue(action, out var locked)
            ? YamlScalar.Text($"{locked.Name}@{locked.Commit}", locked.Version)
            : throw new InvalidPipelineException([GenerationDiagnostics.UnknownAction(action, _actions.Keys)]);

    private static LockedAction? Action(string line) =>
        Line().Match(line) is { Success: true } match
            ? new LockedAction(match.Groups["name"].Value, match.Groups["version"].Value, match.Groups["commit"].Value)
            : null;

    private static string ReadEmbedded()
    {
        using var stream = typeof(ActionLock).Assembly.GetManifestResourceStream("actions.txt")
            ?? throw new InvalidOperationException("The assembly was built without its resource actions.txt.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\A(?<name>[A-Za-z0-9-]+/[A-Za-z0-9._/-]+) (?<version>v[0-9]+\.[0-9]+\.[0-9]+) (?<commit>[0-9a-f]{40})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
