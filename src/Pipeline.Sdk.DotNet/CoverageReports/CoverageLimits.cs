using Pipeline.Sdk.DotNet.Diagnostics;

namespace Pipeline.Sdk.DotNet.CoverageReports;

/// <summary>The least coverage that is accepted.</summary>
internal sealed record CoverageLimits(double? Lines, double? Branches)
{
    public bool Any => Lines is not null || Branches is not null;

    /// <summary>Reads them from the options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit is no share: 80 in place of 0.8.</exception>
    public static CoverageLimits Of(TestOptions options) => new(
        Share(options.MinimumLineCoverage, nameof(TestOptions.MinimumLineCoverage)),
        Share(options.MinimumBranchCoverage, nameof(TestOptions.MinimumBranchCoverage)));

    /// <summary>Fails when a limit is missed; code without branches meets every limit for branches.</summary>
    public void Check(CoverageSummary summary, string report)
    {
        var misses = new List<(string What, double Actual, double Wanted)>();
        if (summary.Lines is { } lines && Lines is { } wantedLines && lines < wantedLines)
            misses.Add(("Line", lines, wantedLines));
        if (summary.Branches is { } branches && Branches is { } wantedBranches && branches < wantedBranches)
            misses.Add(("Branch", branches, wantedBranches));
        if (misses.Count > 0)
            throw DotNetDiagnostics.CoverageTooLow(misses, report);
    }

    private static double? Share(double? limit, string name) =>
        limit is null or (>= 0 and <= 1) ? limit : throw new ArgumentOutOfRangeException(name, limit, "A share from 0 to 1 is expected: 0.8 for 80 %.");
}
