namespace Pipeline.Sdk.Generation;

/// <summary>A dialect that brings what writes it: to add one is to add its folder.</summary>
internal sealed record GeneratedDialect(string Id, string Name, IWorkflowGenerator Generator) : WorkflowDialect(Id, Name);
