namespace Pipeline.Sdk.Delivery;

/// <summary>What a strategy may rest its steps on.</summary>
/// <param name="Replicas">How many instances the service is to have.</param>
/// <param name="HasLive">Whether a release is live already; the first deployment has nothing beside it.</param>
/// <param name="HasSmokeTests">Whether the service has smoke tests.</param>
public sealed record RolloutFacts(int Replicas, bool HasLive, bool HasSmokeTests);
