namespace Pipeline.Sdk.Execution;

/// <summary>What a line of a step is.</summary>
internal enum LineKind
{
    /// <summary>A line of the target's own that is shown.</summary>
    Info,

    /// <summary>A line of a program that the target runs; it is shown too, but on a live terminal only until the next one.</summary>
    Output,

    /// <summary>A line that is shown and stands out.</summary>
    Warning,

    /// <summary>A line for the log file; shown only when every detail is asked for.</summary>
    Detail,
}
