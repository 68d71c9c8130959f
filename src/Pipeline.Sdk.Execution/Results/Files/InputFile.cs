namespace Pipeline.Sdk.Execution.Results;

/// <summary>One input of a target.</summary>
/// <param name="Path">Relative to the root, separated by <c>/</c>.</param>
/// <param name="Stat">What the system says of it.</param>
internal readonly record struct InputFile(string Path, FileStat Stat);
