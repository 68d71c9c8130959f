namespace Pipeline.Sdk;

/// <summary>Options of <see cref="DotNetTool.Pack"/>.</summary>
public sealed record PackOptions : MSBuildOptions
{
    /// <summary>Whether packages are taken as they were restored; the default is to restore.</summary>
    public bool NoRestore { get; init; }

    /// <summary>The configuration; the default is <see cref="Configuration.Release"/>.</summary>
    public Configuration Configuration { get; init; } = Configuration.Release;

    /// <summary>Whether the assemblies are packed as they were built; the default is to build.</summary>
    public bool NoBuild { get; init; }

    /// <summary>The folder for the packages, inside the repository; the default is <c>artifacts/packages</c>.</summary>
    public string Output { get; init; } = "artifacts/packages";
}
