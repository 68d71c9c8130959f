using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>What every command that builds takes.</summary>
public abstract record MSBuildOptions
{
    private protected MSBuildOptions()
    {
    }

    /// <summary>MSBuild properties, each passed as <c>-p:Name=Value</c>.</summary>
    public ImmutableDictionary<string, string> Properties { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Environment variables beside the inherited ones; null removes one.</summary>
    public ImmutableDictionary<string, string?> Variables { get; init; } = ImmutableDictionary<string, string?>.Empty;
}
