using System.Collections.Immutable;

namespace Pipeline.Sdk.Reporting;

/// <summary>What the tests of one target ran of one project or solution.</summary>
/// <param name="Target">The target.</param>
/// <param name="Project">The project or solution that was tested.</param>
/// <param name="Files">The source files, the least covered lines first.</param>
internal sealed record MeasuredCoverage(string Target, string Project, ImmutableArray<CoveredFile> Files)
{
    public int Lines => Files.Sum(file => file.Lines);

    public int Covered => Files.Sum(file => file.Covered);
}
