namespace Pipeline.Sdk;

/// <summary>Options of <see cref="DotNetTool.Build"/>.</summary>
public sealed record BuildOptions : MSBuildOptions
{
    /// <summary>Whether packages are taken as they were restored; the default is to restore.</summary>
    public bool NoRestore { get; init; }

    /// <summary>The version of the assemblies; the default is what the projects say.</summary>
    public SemanticVersion? Version { get; init; }

    /// <summary>The runtime identifier, such as <c>linux-x64</c>; the default is any machine.</summary>
    public string? Runtime { get; init; }

    /// <summary>The folder for the output, absolute or relative to the repository's root; a solution takes none.</summary>
    public string? Output { get; init; }
}
