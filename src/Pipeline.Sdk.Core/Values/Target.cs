namespace Pipeline.Sdk;

/// <summary>A handle on a registered target. It has no edge methods: edges are drawn before <c>Run</c> registers the target.</summary>
public class Target
{
    internal Target(PipelineBuilder owner, string name)
    {
        Owner = owner;
        Name = name;
    }

    /// <summary>The target's name.</summary>
    public string Name { get; }

    internal PipelineBuilder Owner { get; }

    /// <summary>The target's name.</summary>
    public override string ToString() => Name;
}
