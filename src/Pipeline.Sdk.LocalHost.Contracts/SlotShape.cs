using System.Collections.Immutable;

namespace Pipeline.Sdk.LocalHost;

/// <summary>What a slot was started with, as far as it can be compared with what is declared. Values of variables are left out: they may be secrets.</summary>
/// <param name="Replicas">How many instances it was to have.</param>
/// <param name="HealthPath">The path of its health.</param>
/// <param name="VersionPath">The path of its version, or null.</param>
/// <param name="DrainTimeout">How long its requests may take to end.</param>
/// <param name="Variables">The names of its variables, in ordinal order.</param>
public sealed record SlotShape(int Replicas, string HealthPath, string? VersionPath, TimeSpan DrainTimeout, ImmutableArray<string> Variables);
