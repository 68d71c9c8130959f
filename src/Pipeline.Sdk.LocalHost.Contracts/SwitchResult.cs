namespace Pipeline.Sdk.LocalHost;

/// <summary>What a switch of traffic did.</summary>
/// <param name="From">The slot that was live before, or null.</param>
/// <param name="To">The slot that is live now.</param>
/// <param name="Elapsed">From the request's arrival at the host to the moment no new request goes to the old slot.</param>
public sealed record SwitchResult(string? From, string To, TimeSpan Elapsed);
