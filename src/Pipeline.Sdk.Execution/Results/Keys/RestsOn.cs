namespace Pipeline.Sdk.Execution.Results;

/// <summary>What another target's result may count on of one before it.</summary>
/// <param name="Key">The key of its result; null when it has none.</param>
/// <param name="Value">The digest of its output, for a target without a key; null when it has none.</param>
/// <param name="Undecided">What has to happen before either is known, as a phrase; null when nothing has to.</param>
internal readonly record struct RestsOn(string? Key, string? Value, string? Undecided);
