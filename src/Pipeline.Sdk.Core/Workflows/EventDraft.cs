namespace Pipeline.Sdk;

/// <summary>A push or pull request trigger while it is being described. Every step returns a new draft.</summary>
public sealed class EventDraft
{
    internal EventDraft(EventFilter filter) => Filter = filter;

    internal EventFilter Filter { get; }

    /// <summary>Only these branches; for a pull request those that it goes to.</summary>
    /// <param name="patterns">Names or patterns: <c>main</c>, <c>release/*</c>.</param>
    public EventDraft Branches(params string[] patterns) => new(Filter with { Branches = [.. Filter.Branches, .. patterns] });

    /// <summary>Not these branches.</summary>
    /// <param name="patterns">Names or patterns.</param>
    public EventDraft IgnoreBranches(params string[] patterns) => new(Filter with { IgnoredBranches = [.. Filter.IgnoredBranches, .. patterns] });

    /// <summary>Only when one of these paths has changed.</summary>
    /// <param name="patterns">Paths from the repository's root: <c>src/**</c>.</param>
    public EventDraft Paths(params string[] patterns) => new(Filter with { Paths = [.. Filter.Paths, .. patterns] });

    /// <summary>Not when nothing but these paths has changed.</summary>
    /// <param name="patterns">Paths from the repository's root: <c>docs/**</c>.</param>
    public EventDraft IgnorePaths(params string[] patterns) => new(Filter with { IgnoredPaths = [.. Filter.IgnoredPaths, .. patterns] });
}
