namespace Pipeline.Sdk.Execution.Results;

/// <summary>What a step has made.</summary>
/// <param name="Output">Its output, or null.</param>
/// <param name="Run">The run's id.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="LogFile">Its log, absolute; it need not exist.</param>
/// <param name="Masker">Knows the secrets of the run.</param>
/// <param name="Detail">Takes remarks for the step's log.</param>
/// <param name="Warn">Takes remarks for people.</param>
internal sealed record MadeResult(object? Output, string Run, TimeSpan Duration, string LogFile, SecretMasker Masker, Action<string> Detail, Action<string> Warn);
