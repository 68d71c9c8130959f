namespace Pipeline.Sdk.Benchmarks;

/// <summary>What a case came to.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Reach">What it must not exceed.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Spread">The least and the most.</param>
/// <param name="Remark">What else is worth knowing.</param>
internal sealed record Reading(double Value, double Reach, string Format, string Spread, string Remark = "");
