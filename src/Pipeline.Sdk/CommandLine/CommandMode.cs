namespace Pipeline.Sdk.CommandLine;

/// <summary>What to do with the plan.</summary>
internal enum CommandMode
{
    /// <summary>Run it.</summary>
    Run,

    /// <summary>Show the targets, parameters and environments; no plan is made.</summary>
    List,

    /// <summary>Show how to use the pipeline; no plan is made.</summary>
    Help,

    /// <summary>Show the plan with the reason for every step.</summary>
    Plan,

    /// <summary>Show what would run, in order; nothing runs.</summary>
    DryRun,

    /// <summary>Show all about one target; nothing runs.</summary>
    Explain,

    /// <summary>Print a script for a shell, or the words that it asks for; no plan is made.</summary>
    Completion,

    /// <summary>Show the SDK's version.</summary>
    Version,
}
