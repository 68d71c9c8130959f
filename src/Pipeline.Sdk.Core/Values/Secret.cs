namespace Pipeline.Sdk;

/// <summary>A secret of the pipeline. Its value is read from the environment and masked in everything the pipeline writes.</summary>
public sealed class Secret : IValue<SecretText>
{
    private readonly PipelineBuilder _owner;

    internal Secret(PipelineBuilder owner, string name)
    {
        _owner = owner;
        Name = name;
    }

    /// <summary>The name: <c>nuget-api-key</c> is read from <c>PIPELINE_NUGET_API_KEY</c>.</summary>
    public string Name { get; }

    PipelineBuilder IValue.Owner => _owner;
}
