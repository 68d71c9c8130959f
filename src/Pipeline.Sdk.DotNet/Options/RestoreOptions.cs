namespace Pipeline.Sdk;

/// <summary>Options of <see cref="DotNetTool.Restore"/>.</summary>
public sealed record RestoreOptions : MSBuildOptions
{
    /// <summary>Whether the lock files must fit: a package version that is not in them is a failure. The default is false.</summary>
    public bool Locked { get; init; }
}
