namespace Pipeline.Sdk;

/// <summary>A test of how one job ended.</summary>
internal sealed record JobCondition(string Name, JobOutcome Outcome) : RunCondition;
