namespace Pipeline.Sdk;

/// <summary>Options of <see cref="DotNetTool.Test"/>.</summary>
public sealed record TestOptions : MSBuildOptions
{
    /// <summary>Whether packages are taken as they were restored; the default is to restore.</summary>
    public bool NoRestore { get; init; }

    /// <summary>Whether the assemblies are tested as they were built; the default is to build.</summary>
    public bool NoBuild { get; init; }

    /// <summary>Which tests, as <c>dotnet test --filter</c> takes it: <c>FullyQualifiedName~Orders</c>; the default is all.</summary>
    public string? Filter { get; init; }

    /// <summary>The least share of lines that must be run, 0 to 1; it asks for coverage. The default is no limit.</summary>
    public double? MinimumLineCoverage { get; init; }

    /// <summary>The least share of branches that must be run, 0 to 1; it asks for coverage. The default is no limit.</summary>
    public double? MinimumBranchCoverage { get; init; }

    /// <summary>
    /// Whether the projects of a solution are tested one after the other; the default is several at a time. Tests that load the machine on
    /// purpose, or that look at the clock, must not disturb each other.
    /// </summary>
    public bool OneProjectAtATime { get; init; }

    /// <summary>How long a single test may hang before the run is ended; the default is for ever.</summary>
    public TimeSpan? HangTimeout { get; init; }
}
