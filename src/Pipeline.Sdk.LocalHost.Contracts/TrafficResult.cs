namespace Pipeline.Sdk.LocalHost;

/// <summary>What an order about traffic did.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Percent">The share it has now.</param>
/// <param name="Elapsed">From the request's arrival at the host to the moment the share was in effect.</param>
public sealed record TrafficResult(string Slot, double Percent, TimeSpan Elapsed);
