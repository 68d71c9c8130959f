namespace Pipeline.Sdk;

/// <summary>The environment that <c>--env</c> names, as a value that targets can need.</summary>
public sealed class SelectedEnvironment : IValue<DeploymentEnvironment>
{
    private readonly PipelineBuilder _owner;

    internal SelectedEnvironment(PipelineBuilder owner) => _owner = owner;

    PipelineBuilder IValue.Owner => _owner;

    string IValue.Name => "env";
}
