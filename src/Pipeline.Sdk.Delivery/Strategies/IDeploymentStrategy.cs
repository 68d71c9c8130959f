using System.Collections.Immutable;

namespace Pipeline.Sdk.Delivery;

/// <summary>
/// How a deployment takes the traffic, as a list of steps. The same facts must give the same steps: a run that follows on a killed one makes the list anew and goes on at the step that
/// the journal names.
/// </summary>
public interface IDeploymentStrategy
{
    /// <summary>The name, for help, messages and the journal.</summary>
    string Name { get; }

    /// <summary>The steps from the stored release to its traffic. One of them must be <see cref="RolloutStep.Promote"/>.</summary>
    /// <param name="facts">What is there.</param>
    ImmutableArray<RolloutStep> Plan(RolloutFacts facts);
}
