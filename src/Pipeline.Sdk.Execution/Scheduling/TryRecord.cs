namespace Pipeline.Sdk.Execution;

/// <summary>One try of a step that may be tried again.</summary>
/// <param name="StartedAt">When it began.</param>
/// <param name="Duration">How long it took, without the pause behind it.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">The first line of what it failed by, masked; empty when it did not.</param>
internal sealed record TryRecord(DateTimeOffset StartedAt, TimeSpan Duration, StepOutcome Outcome, string Reason = "");
