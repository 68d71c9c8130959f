namespace Pipeline.Sdk;

/// <summary>A CI system's language that workflows can be written in; the generators bring the instances.</summary>
/// <param name="Id">Stable id: <c>github-actions</c>.</param>
/// <param name="Name">Name for people: <c>GitHub Actions</c>.</param>
public sealed record WorkflowDialect(string Id, string Name);
