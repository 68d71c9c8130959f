namespace Pipeline.Sdk;

/// <summary>A test of the environment that a person chose.</summary>
internal sealed record EnvironmentCondition(string Environment) : RunCondition;
