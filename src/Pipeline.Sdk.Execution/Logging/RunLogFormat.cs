namespace Pipeline.Sdk.Execution;

/// <summary>What standard output is made for.</summary>
internal enum RunLogFormat
{
    /// <summary>People and CI systems.</summary>
    Text,

    /// <summary>Programs: one JSON object a line, nothing else.</summary>
    Json,
}
