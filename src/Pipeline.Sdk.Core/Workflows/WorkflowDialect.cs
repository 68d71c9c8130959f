namespace Pipeline.Sdk;

/// <summary>A CI system's language that workflows can be written in; the generators bring the instances, each with what writes it.</summary>
/// <param name="Id">Stable id: <c>github-actions</c>.</param>
/// <param name="Name">Name for people: <c>GitHub Actions</c>.</param>
public record WorkflowDialect(string Id, string Name);
