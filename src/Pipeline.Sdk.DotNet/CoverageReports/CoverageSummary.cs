namespace Pipeline.Sdk.DotNet.CoverageReports;

/// <summary>Shares from 0 to 1; null where there was nothing to run.</summary>
internal sealed record CoverageSummary(double? Lines, double? Branches);
