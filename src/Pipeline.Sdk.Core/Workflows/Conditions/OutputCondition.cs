namespace Pipeline.Sdk;

/// <summary>A test of an output of an earlier job.</summary>
internal sealed record OutputCondition(JobOutput Source, string Text) : RunCondition;
