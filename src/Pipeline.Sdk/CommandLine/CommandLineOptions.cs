using System.Collections.Immutable;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.CommandLine;

/// <summary>The command line, understood.</summary>
internal sealed record CommandLineOptions
{
    public required Invocation Invocation { get; init; }

    public CommandMode Mode { get; init; }

    /// <summary>How many targets may run at the same time; null takes the number of cores.</summary>
    public int? Parallel { get; init; }

    /// <summary>Whether questions are answered with yes.</summary>
    public bool AssumeYes { get; init; }

    /// <summary>Whether terminal colours and live display are switched off.</summary>
    public bool NoColor { get; init; }

    /// <summary>The form of a view.</summary>
    public ViewFormat Format { get; init; }

    /// <summary>Whether a failure stops only what rests on it.</summary>
    public bool KeepGoing { get; init; }

    public RunVerbosity Verbosity { get; init; } = RunVerbosity.Normal;

    public RunLogFormat LogFormat { get; init; }

    /// <summary>Whether to run again whenever files change.</summary>
    public bool Watches { get; init; }

    /// <summary>The shell to print a completion script for, <c>words</c> for what such a script asks, or empty.</summary>
    public string Completion { get; init; } = "";

    /// <summary>The target to explain, as typed, or empty.</summary>
    public string Explains { get; init; } = "";

    /// <summary>Archives whose results are taken in before planning.</summary>
    public ImmutableArray<string> ImportResults { get; init; } = [];

    /// <summary>Whether stored results are passed over.</summary>
    public bool NoCache { get; init; }

    /// <summary>Whether to go on with the last run that did not succeed.</summary>
    public bool Resumes { get; init; }

    /// <summary>Where to write the results for later jobs, or null.</summary>
    public string? ExportResults { get; init; }
}
