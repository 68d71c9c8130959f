using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Pipeline.Sdk.Dashboard;

/// <summary>Everything that is written as JSON, compiled: nothing is reflected over at start.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Deployment))]
[JsonSerializable(typeof(IReadOnlyList<Deployment>))]
[JsonSerializable(typeof(PipelineRun))]
[JsonSerializable(typeof(IReadOnlyList<PipelineRun>))]
[JsonSerializable(typeof(ImmutableArray<string>))]
[JsonSerializable(typeof(ImmutableArray<RunStep>))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(VersionAnswer))]
internal sealed partial class DashboardJson : JsonSerializerContext;
