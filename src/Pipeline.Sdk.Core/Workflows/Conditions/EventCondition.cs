namespace Pipeline.Sdk;

/// <summary>A test of what started the run.</summary>
internal sealed record EventCondition(WorkflowEvent Started) : RunCondition;
