namespace Pipeline.Sdk.Migrations;

/// <summary>How an engine is filled by a batched script.</summary>
/// <param name="Trip">For how long ranges are sent together; zero sends each of them alone.</param>
/// <param name="RestRatio">How many times as long as it works the script rests while others work.</param>
/// <param name="CountsAtOnce">Whether a range's own progress holds its number of changed rows; otherwise that of a later trip does.</param>
internal sealed record BatchRules(TimeSpan Trip, double RestRatio, bool CountsAtOnce);
