namespace Pipeline.Sdk.LocalHost;

/// <summary>A header or a cookie of requests.</summary>
/// <param name="IsCookie">Whether it is a cookie.</param>
/// <param name="Name">Its name.</param>
public sealed record RequestKey(bool IsCookie, string Name);
