using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>A person may start the workflow, and is asked for these values.</summary>
public sealed record ManualTrigger
{
    /// <summary>Parameters of the pipeline; their type, choices, description and default become those of the input.</summary>
    public ImmutableArray<IValue> Inputs { get; init; } = [];

    /// <summary>Whether the person chooses the environment, among those the workflow's jobs have.</summary>
    public bool ChoosesEnvironment { get; init; }
}
