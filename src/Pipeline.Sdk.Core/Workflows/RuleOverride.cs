namespace Pipeline.Sdk;

/// <summary>A rule that is broken on purpose.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Reason">Why; it lands in the generated file as a comment.</param>
public sealed record RuleOverride(WorkflowRule Rule, string Reason);
