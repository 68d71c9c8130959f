namespace Pipeline.Sdk.History;

/// <summary>One try of a recorded step.</summary>
/// <param name="StartedAt">When it began.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Outcome">The outcome's word.</param>
/// <param name="Reason">What it failed by; empty when it did not.</param>
internal sealed record RecordedTry(DateTimeOffset StartedAt, TimeSpan Duration, string Outcome, string Reason);
