namespace Pipeline.Sdk;

/// <summary>A handle on something that a target can declare that it reads: a target's output, a parameter, a secret, the chosen environment.</summary>
/// <remarks>Only this SDK makes values: the internal member keeps other implementations out.</remarks>
public interface IValue
{
    /// <summary>The builder that made the handle, so that a handle of another pipeline is found.</summary>
    internal PipelineBuilder Owner { get; }

    /// <summary>The name a person knows it by.</summary>
    internal string Name { get; }
}
