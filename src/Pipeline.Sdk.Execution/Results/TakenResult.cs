namespace Pipeline.Sdk.Execution.Results;

/// <summary>A stored result that takes the place of running a target.</summary>
/// <param name="Saved">How long it took to make.</param>
/// <param name="Reason">Why it holds, as a phrase.</param>
/// <param name="Output">Reads its output; null for a target without one.</param>
/// <param name="Log">Reads the log of the run that made it; null when it wrote none.</param>
internal sealed record TakenResult(TimeSpan Saved, string Reason, Func<object?>? Output, Func<string?> Log);
