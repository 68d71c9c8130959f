using Pipeline.Sdk.Generation.Definitions;

namespace Pipeline.Sdk.Generation;

/// <summary>A rule with a definition that breaks it and one that differs in that alone.</summary>
/// <param name="Code">The rule's code.</param>
/// <param name="Culprit">What the message names.</param>
/// <param name="Broken">Describes the workflow that breaks it.</param>
/// <param name="Right">Describes the workflow that does not.</param>
internal sealed record RuleFixture(string Code, string Culprit, Func<Given, WorkflowDraft, WorkflowDraft> Broken, Func<Given, WorkflowDraft, WorkflowDraft> Right)
{
    public string Name { get; init; } = Code;
}
