using System.Collections.Immutable;

namespace Pipeline.Sdk.Delivery;

/// <summary>What every strategy does where no release is live: there is nothing to take the traffic from, and nothing to compare with.</summary>
internal static class FirstDeployment
{
    public static ImmutableArray<RolloutStep> Plan(RolloutFacts facts) => facts.HasSmokeTests
        ? [RolloutStep.Start(facts.Replicas), RolloutStep.SmokeTests(), RolloutStep.Promote()]
        : [RolloutStep.Start(facts.Replicas), RolloutStep.Promote()];
}
