namespace Pipeline.Sdk.Execution;

/// <summary>How much of a run is shown. The log files hold everything either way.</summary>
internal enum RunVerbosity
{
    /// <summary>Warnings, failures and the verdict.</summary>
    Quiet,

    /// <summary>What the targets show, and the summary.</summary>
    Normal,

    /// <summary>Every line, and every command with its exit code and duration.</summary>
    Detailed,
}
