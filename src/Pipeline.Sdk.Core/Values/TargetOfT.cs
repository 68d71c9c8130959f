namespace Pipeline.Sdk;

/// <summary>A handle on a registered target that has an output.</summary>
/// <typeparam name="TOutput">The type of the output; it must survive as JSON.</typeparam>
public sealed class Target<TOutput> : Target, IValue<TOutput>
{
    internal Target(PipelineBuilder owner, string name)
        : base(owner, name)
    {
    }

    PipelineBuilder IValue.Owner => Owner;
}
