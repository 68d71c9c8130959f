namespace Pipeline.Sdk;

/// <summary>Where an environment's releases run. Data only: the delivery room brings what acts on it.</summary>
public abstract record EnvironmentRuntime
{
    /// <summary>A short name for help, plans and messages.</summary>
    public abstract string Name { get; }
}
