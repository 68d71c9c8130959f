namespace Pipeline.Sdk.Benchmarks;

/// <summary>What a case came to.</summary>
/// <param name="Value">The figure; not a number when the other side of the comparison cannot be had here.</param>
/// <param name="Reach">What it must not exceed; infinite for a row that is only for people.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Spread">The least and the most.</param>
/// <param name="Remark">What else is worth knowing.</param>
internal sealed record Reading(double Value, double Reach, string Format, string Spread, string Remark = "");
