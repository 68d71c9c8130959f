using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Planning;

/// <summary>A parameter with the value that this run uses, and where it came from.</summary>
/// <param name="Definition">The parameter.</param>
/// <param name="Value">The typed value; a <see cref="SecretText"/> for a secret.</param>
/// <param name="Source">For people: <c>command line</c>, <c>environment variable PIPELINE_X</c>, <c>.pipeline/parameters.json(3,14)</c>, <c>default</c>.</param>
internal sealed record BoundParameter(ParameterDefinition Definition, object Value, string Source)
{
    /// <summary>The value as text; a secret shows as <c>***</c>.</summary>
    public string Text => Definition.TextOf(Value);
}
