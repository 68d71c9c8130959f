namespace Pipeline.Sdk;

/// <summary>A variable that the instances of every service get in one environment.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Text">Its value, when the author typed it; else null.</param>
/// <param name="Value">The parameter or secret that gives its value, or null.</param>
internal sealed record EnvironmentVariable(string Name, string? Text, IValue? Value);
