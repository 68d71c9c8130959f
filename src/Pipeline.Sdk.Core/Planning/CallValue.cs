using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Planning;

/// <summary>A value that a call gives to an input of the called workflow.</summary>
internal sealed record CallValue(ParameterDefinition Input, string Text);
