using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>An external program to run. Immutable: <c>with</c> makes another.</summary>
/// <param name="Name">The program: a name that is looked up in <c>PATH</c>, or a path.</param>
/// <param name="Arguments">The arguments, each passed as it is: no shell takes part.</param>
public sealed record ToolCommand(string Name, ImmutableArray<string> Arguments)
{
    /// <summary>The folder to run in, absolute or relative to the repository's root; the default is the root.</summary>
    public string WorkingDirectory { get; init; } = "";

    /// <summary>Environment variables beside the inherited ones; null removes one.</summary>
    public ImmutableDictionary<string, string?> Variables { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Text for its standard input; the default is none.</summary>
    public string? StandardInput { get; init; }

    /// <summary>Whether its output is shown while it runs; the default is true. It is in the result and in the log either way.</summary>
    public bool ShowsOutput { get; init; } = true;

    /// <summary>Whether an exit code other than 0 is a failure; the default is true.</summary>
    public bool MustSucceed { get; init; } = true;

    /// <summary>How long it may take; the default is for ever.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The command line for people.</summary>
    public override string ToString() => string.Join(' ', [Quote(Name), .. Arguments.Select(Quote)]);

    private static string Quote(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAny(" \t\n\"'") ? text : "\"" + text.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
