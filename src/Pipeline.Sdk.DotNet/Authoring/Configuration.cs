namespace Pipeline.Sdk;

/// <summary>The MSBuild configuration.</summary>
public enum Configuration
{
    /// <summary>Not optimised, for a debugger.</summary>
    Debug,

    /// <summary>Optimised: what is tested and shipped.</summary>
    Release,
}
