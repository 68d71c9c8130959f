namespace Pipeline.Sdk.Planning;

/// <summary>A parameter's value in a leg.</summary>
/// <param name="Key">The matrix key: <c>part</c>, <c>framework</c>.</param>
/// <param name="Variable">The environment variable that carries it to the targets.</param>
/// <param name="Text">The value; empty for the parameter's default.</param>
internal sealed record LegValue(string Key, string Variable, string Text);
