using System.Collections.Immutable;
using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>Instances are replaced in batches, and the traffic follows their numbers.</summary>
/// <param name="surge">How many instances there may be beyond the service's number.</param>
/// <param name="unavailable">How many may be missing of it.</param>
/// <param name="judge">How the new instances are watched before the last batch, or null.</param>
internal sealed class RollingStrategy(int surge, int unavailable, JudgeOptions? judge) : IDeploymentStrategy
{
    public string Name => "rolling";

    public ImmutableArray<RolloutStep> Plan(RolloutFacts facts)
    {
        if (!facts.HasLive)
            return FirstDeployment.Plan(facts);

        var steps = ImmutableArray.CreateBuilder<RolloutStep>();
        var (old, young) = (facts.Replicas, 0);
        while (young < facts.Replicas)
        {
            // As many as there is room for; where there is none, room is made first.
            var room = facts.Replicas + surge - old - young;
            if (room <= 0)
            {
                old = Math.Max(0, facts.Replicas - unavailable - young);
                if (old == 0 && young > 0)
                    steps.Add(RolloutStep.Share(new TrafficSpec { Percent = 100 }));
                steps.Add(RolloutStep.ShrinkLive(old));
                continue;
            }

            var next = Math.Min(facts.Replicas, young + room);
            steps.Add(young == 0 ? RolloutStep.Start(next) : RolloutStep.Grow(next));
            if (young == 0 && facts.HasSmokeTests)
                steps.Add(RolloutStep.SmokeTests());
            young = next;
            if (old > 0)
                steps.Add(RolloutStep.Share(new TrafficSpec { Percent = 100.0 * young / (young + old) }));
            if (judge is not null && young < facts.Replicas)
                steps.Add(RolloutStep.JudgeBy(judge));
        }

        steps.Add(RolloutStep.Promote());
        steps.Add(RolloutStep.StopPrevious());
        return steps.ToImmutable();
    }
}
