namespace Pipeline.Sdk;

/// <summary>
/// Something that targets share and that bears only so many users at a time: a database, a license, the machine itself. A target says
/// <c>Uses(resource)</c>; the engine starts it only when its units are free. Units are taken all at once, so that no two targets can wait for each other.
/// </summary>
public sealed class Resource
{
    internal Resource(PipelineBuilder owner, string name, int capacity, SourceLine source)
    {
        Owner = owner;
        Name = name;
        Capacity = capacity;
        Source = source;
    }

    /// <summary>The name, for people.</summary>
    public string Name { get; }

    /// <summary>How many units there are; 1 makes its users exclude each other.</summary>
    public int Capacity { get; }

    internal PipelineBuilder Owner { get; }

    internal SourceLine Source { get; }

    /// <summary>The resource's name.</summary>
    public override string ToString() => Name;
}
