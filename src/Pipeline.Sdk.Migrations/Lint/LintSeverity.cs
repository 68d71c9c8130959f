namespace Pipeline.Sdk.Migrations;

/// <summary>What a lint finding means in an environment.</summary>
public enum LintSeverity
{
    /// <summary>It is shown.</summary>
    Warning,

    /// <summary>It stops the migration before anything is applied.</summary>
    Error,
}
