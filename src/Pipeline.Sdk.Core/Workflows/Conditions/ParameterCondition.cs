namespace Pipeline.Sdk;

/// <summary>A test of an input's value.</summary>
internal sealed record ParameterCondition(IValue Handle, object Value) : RunCondition;
