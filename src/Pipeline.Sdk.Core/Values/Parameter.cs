namespace Pipeline.Sdk;

/// <summary>A typed parameter of the pipeline: <c>--name value</c> on the command line or an environment variable.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class Parameter<T> : ParameterHandle, IValue<T>
{
    internal Parameter(PipelineBuilder owner, string name)
        : base(owner, name)
    {
    }
}
