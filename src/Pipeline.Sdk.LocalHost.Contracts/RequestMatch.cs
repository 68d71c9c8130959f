namespace Pipeline.Sdk.LocalHost;

/// <summary>Requests with a certain header or cookie.</summary>
/// <param name="Key">Which header or cookie.</param>
/// <param name="Value">The value it must have; null takes any.</param>
public sealed record RequestMatch(RequestKey Key, string? Value = null);
