using System.Collections.Immutable;

namespace Pipeline.Sdk.LocalHost;

/// <summary>What the router has counted of a service, by slot, all at one moment.</summary>
/// <param name="Service">The service.</param>
/// <param name="Slots">Every slot that is there.</param>
public sealed record ServiceTraffic(string Service, ImmutableArray<SlotTraffic> Slots);
