namespace Pipeline.Sdk;

/// <summary>Of those in one group only one runs at a time.</summary>
/// <param name="Name">The group: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
/// <param name="CancelsRunning">Whether a newer one ends the one that runs; otherwise it waits.</param>
public sealed record ConcurrencyGroup(string Name, bool CancelsRunning = false);
