namespace Pipeline.Sdk;

/// <summary>What every parameter is, whatever the type of its value. Not generic: code over each type would be compiled anew at every start.</summary>
public abstract class ParameterHandle : IValue
{
    private readonly PipelineBuilder _owner;

    private protected ParameterHandle(PipelineBuilder owner, string name)
    {
        _owner = owner;
        Name = name;
    }

    /// <summary>The name, as it stands behind <c>--</c> on the command line.</summary>
    public string Name { get; }

    PipelineBuilder IValue.Owner => _owner;
}
