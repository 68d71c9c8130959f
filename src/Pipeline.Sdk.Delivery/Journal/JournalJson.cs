using System.Text.Json.Serialization;

namespace Pipeline.Sdk.Delivery;

/// <summary>The journal's line format: JSON with camel-case names and words for enums.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(Release))]
internal sealed partial class JournalJson : JsonSerializerContext;
