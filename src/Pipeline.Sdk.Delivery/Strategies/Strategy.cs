namespace Pipeline.Sdk.Delivery;

/// <summary>The strategies that are there. Others implement <see cref="IDeploymentStrategy"/>.</summary>
public static class Strategy
{
    /// <summary>Stops the live release, then starts the new one: for services of which no two may run at once. Nothing serves in between.</summary>
    public static IDeploymentStrategy Recreate() => new RecreateStrategy();

    /// <summary>Replaces instances in batches; needs little room, and nothing stays warm.</summary>
    /// <param name="maxSurge">How many instances there may be beyond the service's number; the default is 1.</param>
    /// <param name="maxUnavailable">How many may be missing of it; the default is 0.</param>
    /// <param name="judge">How the new instances are watched before the last batch, or null for not at all.</param>
    /// <exception cref="ArgumentException">Both numbers are 0, so nothing could move.</exception>
    public static IDeploymentStrategy Rolling(int maxSurge = 1, int maxUnavailable = 0, JudgeOptions? judge = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxSurge);
        ArgumentOutOfRangeException.ThrowIfNegative(maxUnavailable);
        return maxSurge + maxUnavailable > 0
            ? new RollingStrategy(maxSurge, maxUnavailable, judge is null ? null : JudgeRules.Check(judge))
            : throw new ArgumentException("A rolling deployment moves by a surge or by missing instances: give maxSurge or maxUnavailable at least 1.", nameof(maxSurge));
    }

    /// <summary>Starts the whole new release beside the live one, runs the smoke tests on its preview, and switches at once; back is a switch too. The default.</summary>
    public static IDeploymentStrategy BlueGreen() => new BlueGreenStrategy();

    /// <summary>Moves the traffic step by step and judges the new release at each.</summary>
    /// <param name="percents">The shares, growing, above 0 and to 100; a last 100 is the promotion and may be left out. 0 as the first is for testers only.</param>
    /// <exception cref="ArgumentException">They do not grow, or are out of range.</exception>
    public static CanaryStrategy Canary(params double[] percents)
    {
        ArgumentNullException.ThrowIfNull(percents);
        if (percents.Length == 0 || percents.Any(percent => !(percent is >= 0 and <= 100)) || percents.Zip(percents.Skip(1)).Any(pair => pair.First >= pair.Second))
            throw new ArgumentException($"A canary's shares grow from 0 to 100, such as Canary(10, 50, 100); these are {string.Join(", ", percents)}.", nameof(percents));

        return new CanaryStrategy { Percents = [.. percents.Where(percent => percent < 100)] };
    }
}
