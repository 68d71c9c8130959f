namespace Pipeline.Sdk;

/// <summary>A test of how the jobs before ended.</summary>
internal sealed record StatusCondition(JobStatus Status) : RunCondition;
