using System.Text.Json.Serialization;

namespace Pipeline.Sdk.Delivery;

/// <summary>What a service answers at its version path.</summary>
internal sealed record VersionAnswer(string? Version, string? Digest);

/// <summary>Its JSON form.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(VersionAnswer))]
internal sealed partial class VersionJson : JsonSerializerContext;
