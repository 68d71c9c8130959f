namespace Pipeline.Sdk;

/// <summary>
/// A way to split work over CI jobs: <c>--NAME 2/4</c> selects the second of four parts. As a value it is the <see cref="PartitionPart"/> of this run.
/// </summary>
public sealed class Partition : IValue<PartitionPart>
{
    private readonly PipelineBuilder _owner;

    internal Partition(PipelineBuilder owner, string name, int parts)
    {
        _owner = owner;
        Name = name;
        Parts = parts;
    }

    /// <summary>The name, as it stands behind <c>--</c> on the command line.</summary>
    public string Name { get; }

    /// <summary>How many jobs a CI workflow splits the work over.</summary>
    public int Parts { get; }

    PipelineBuilder IValue.Owner => _owner;
}
