using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Pipeline.Sdk.Delivery;
using Pipeline.Sdk.Migrations;

namespace Pipeline.Sdk.Bootstrap;

/// <summary>Outputs that targets have without a type of their author's, and the lists of them that <c>ForEach</c> gathers.</summary>
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(decimal))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Guid))]
[JsonSerializable(typeof(Uri))]
[JsonSerializable(typeof(TimeSpan))]
[JsonSerializable(typeof(DateTimeOffset))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(ImmutableArray<bool>))]
[JsonSerializable(typeof(ImmutableArray<int>))]
[JsonSerializable(typeof(ImmutableArray<long>))]
[JsonSerializable(typeof(ImmutableArray<double>))]
[JsonSerializable(typeof(ImmutableArray<string>))]
[JsonSerializable(typeof(ImmutableArray<ImmutableArray<string>>))]
[JsonSerializable(typeof(SemanticVersion))]
[JsonSerializable(typeof(ImmutableArray<SemanticVersion>))]
[JsonSerializable(typeof(RepositoryPath))]
[JsonSerializable(typeof(ImmutableArray<RepositoryPath>))]
[JsonSerializable(typeof(TestReport))]
[JsonSerializable(typeof(ImmutableArray<TestReport>))]
[JsonSerializable(typeof(Release))]
[JsonSerializable(typeof(ImmutableArray<Release>))]
[JsonSerializable(typeof(PackedPackages))]
[JsonSerializable(typeof(ImmutableArray<PackedPackages>))]
[JsonSerializable(typeof(ToolResult))]
[JsonSerializable(typeof(ImmutableArray<ToolResult>))]
[JsonSerializable(typeof(Deployment))]
[JsonSerializable(typeof(ImmutableArray<Deployment>))]
[JsonSerializable(typeof(MigrationReport))]
[JsonSerializable(typeof(MigrationPlan))]
[JsonSerializable(typeof(RehearsalReport))]
[JsonSerializable(typeof(MigrationScriptFile))]
[JsonSerializable(typeof(SchemaCompatibility))]
[JsonSerializable(typeof(ImmutableArray<MigrationReport>))]
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
internal sealed partial class SdkOutputJson : JsonSerializerContext
{
    public static object Get() => Default;
}
