using System.Collections.Immutable;

namespace Pipeline.Sdk.Delivery;

/// <summary>The live release ends before the new one starts.</summary>
internal sealed class RecreateStrategy : IDeploymentStrategy
{
    public string Name => "recreate";

    public ImmutableArray<RolloutStep> Plan(RolloutFacts facts)
    {
        var rest = FirstDeployment.Plan(facts);
        return facts.HasLive ? rest.Insert(0, RolloutStep.StopLive()) : rest;
    }
}
