namespace Pipeline.Sdk.Reporting;

/// <summary>How much of a source file was run.</summary>
/// <param name="File">The file, relative to the repository's root.</param>
/// <param name="Lines">Its lines that can be run.</param>
/// <param name="Covered">Those of them that were.</param>
internal sealed record CoveredFile(string File, int Lines, int Covered)
{
    /// <summary>The share of lines that were run, 0 to 1.</summary>
    public double Share => Lines == 0 ? 1 : (double)Covered / Lines;
}
