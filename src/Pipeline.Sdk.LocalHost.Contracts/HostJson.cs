using System.Text.Json.Serialization;

namespace Pipeline.Sdk.LocalHost;

/// <summary>The wire's JSON, generated at compile time so that the engine's start pays for no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HostGreeting))]
[JsonSerializable(typeof(HostStatus))]
[JsonSerializable(typeof(ServiceSpec))]
[JsonSerializable(typeof(ServiceStatus))]
[JsonSerializable(typeof(SlotSpec))]
[JsonSerializable(typeof(SlotStatus))]
[JsonSerializable(typeof(Readiness))]
[JsonSerializable(typeof(SwitchResult))]
[JsonSerializable(typeof(TrafficSpec))]
[JsonSerializable(typeof(TrafficResult))]
[JsonSerializable(typeof(ServiceTraffic))]
[JsonSerializable(typeof(HostError))]
internal sealed partial class HostJson : JsonSerializerContext;
