namespace Pipeline.Sdk.Delivery;

/// <summary>A question to a new release before it has traffic.</summary>
/// <param name="Path">The path.</param>
/// <param name="Contains">What the answer's text must hold, or null.</param>
internal sealed record SmokeTest(string Path, string? Contains);
