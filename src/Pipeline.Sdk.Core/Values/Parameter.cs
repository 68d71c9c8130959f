namespace Pipeline.Sdk;

/// <summary>A typed parameter of the pipeline: <c>--name value</c> on the command line or an environment variable.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class Parameter<T> : IValue<T>
{
    private readonly PipelineBuilder _owner;

    internal Parameter(PipelineBuilder owner, string name)
    {
        _owner = owner;
        Name = name;
    }

    /// <summary>The name, as it stands behind <c>--</c> on the command line.</summary>
    public string Name { get; }

    PipelineBuilder IValue.Owner => _owner;
}
