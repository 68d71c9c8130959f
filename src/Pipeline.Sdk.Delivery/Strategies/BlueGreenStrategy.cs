using System.Collections.Immutable;

namespace Pipeline.Sdk.Delivery;

/// <summary>All of the new release beside all of the live one, and one switch.</summary>
internal sealed class BlueGreenStrategy : IDeploymentStrategy
{
    public string Name => "blue-green";

    public ImmutableArray<RolloutStep> Plan(RolloutFacts facts) => FirstDeployment.Plan(facts);
}
