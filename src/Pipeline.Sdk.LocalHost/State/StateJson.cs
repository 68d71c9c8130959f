using System.Text.Json.Serialization;

namespace Pipeline.Sdk.LocalHost.State;

/// <summary>The state file's JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(HostState))]
internal sealed partial class StateJson : JsonSerializerContext;
