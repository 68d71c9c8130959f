using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>Options of <see cref="DotNetTool.Publish"/>.</summary>
public sealed record PublishOptions : MSBuildOptions
{
    /// <summary>Whether packages are taken as they were restored; the default is to restore.</summary>
    public bool NoRestore { get; init; }

    /// <summary>The release's name; the default is the project's.</summary>
    public string? Name { get; init; }

    /// <summary>The configuration; the default is <see cref="Configuration.Release"/>.</summary>
    public Configuration Configuration { get; init; } = Configuration.Release;

    /// <summary>The runtime identifier, such as <c>linux-x64</c>: brings only that system's native files. The default is any machine.</summary>
    public string? Runtime { get; init; }

    /// <summary>The folder for the files, inside the repository; it is emptied first. The default is <c>artifacts/release/</c> and the name.</summary>
    public string? Output { get; init; }

    /// <summary>
    /// Whether the release carries a bill of materials, <c>sbom.cdx.json</c> in CycloneDX's format: the packages it is made of, with versions, digests and licences. The tool that writes it is
    /// restored when it is first needed. The default is not to.
    /// </summary>
    public bool Sbom { get; init; }

    /// <summary>Files and folders that go into the release beside what the project publishes, such as migrations.</summary>
    public ImmutableArray<ReleaseContent> Include { get; init; } = [];
}
