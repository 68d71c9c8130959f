using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>Everything that decides what a run looks like.</summary>
internal sealed record RunConsoleSettings
{
    public required Plan Plan { get; init; }

    /// <summary>The repository's root, absolute.</summary>
    public required string Root { get; init; }

    /// <summary>Standard output.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Variable { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Whether output goes to a terminal.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether <c>--no-color</c> was given.</summary>
    public bool NoColor { get; init; }

    public RunVerbosity Verbosity { get; init; } = RunVerbosity.Normal;

    public RunLogFormat Format { get; init; }

    /// <summary>What the page of a run says beside its summary, as Markdown; asked for once the record is written, on CI systems with such a page.</summary>
    public Func<RunSummary, string> Details { get; init; } = _ => "";

    /// <summary>Appends a text to a file: the summaries that CI systems collect.</summary>
    public Action<string, string> Append { get; init; } = (path, text) => File.AppendAllText(path, text);
}
