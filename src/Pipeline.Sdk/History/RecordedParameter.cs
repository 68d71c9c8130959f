namespace Pipeline.Sdk.History;

/// <summary>A parameter of a recorded run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value as text, masked.</param>
/// <param name="Source">Where the value came from.</param>
internal sealed record RecordedParameter(string Name, string Value, string Source);
