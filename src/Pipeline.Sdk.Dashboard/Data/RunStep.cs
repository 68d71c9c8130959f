namespace Pipeline.Sdk.Dashboard;

/// <summary>One target of a run. Its outcome is free text: a newer pipeline may know words that this version does not.</summary>
internal sealed record RunStep(string Target, string Outcome, long? DurationMs, string? Reason);
