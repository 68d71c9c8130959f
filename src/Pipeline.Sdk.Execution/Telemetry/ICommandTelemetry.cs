namespace Pipeline.Sdk.Execution;

/// <summary>A program that runs.</summary>
internal interface ICommandTelemetry
{
    /// <summary>What the program is told of the trace that it is part of, as W3C Trace Context has it: the value of <c>TRACEPARENT</c>.</summary>
    string TraceParent { get; }

    /// <summary>It ended.</summary>
    /// <param name="exitCode">Its exit code, or null when it gave none.</param>
    /// <param name="failure">Why it failed, or null.</param>
    void Finished(int? exitCode, Exception? failure);
}
