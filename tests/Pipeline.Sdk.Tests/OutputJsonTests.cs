using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Sdk.Bootstrap;
using Pipeline.Sdk.Delivery;
using Pipeline.Sdk.Execution.Results;
using Pipeline.Sdk.Migrations;

namespace Pipeline.Sdk.Tests;

/// <summary>How outputs are written as JSON, with reflection and without it, as in a program that is compiled ahead of time.</summary>
public sealed partial class OutputJsonTests
{
    private static readonly JsonSerializerOptions _reflection = new(JsonSerializerDefaults.Web);

    public static TheoryData<string> Outputs { get; } = [.. Samples().Select(sample => sample.GetType().Name)];

    [Theory]
    [MemberData(nameof(Outputs))]
    public void An_output_of_the_SDK_is_written_the_same_with_and_without_reflection(string name)
    {
        var sample = Samples().Single(sample => sample.GetType().Name == name);

        var json = JsonSerializer.Serialize(sample, sample.GetType(), SdkOutputJson.Default);

        Assert.Equal(JsonSerializer.Serialize(sample, sample.GetType(), _reflection), json);
        var back = JsonSerializer.Deserialize(json, sample.GetType(), SdkOutputJson.Default);
        Assert.Equal(json, JsonSerializer.Serialize(back, sample.GetType(), SdkOutputJson.Default));
    }

    [Fact]
    public void Everything_that_a_method_of_the_SDK_hands_to_a_target_is_known()
    {
        Assembly[] rooms = [typeof(PipelineBuilder).Assembly, typeof(DotNetTool).Assembly, typeof(Deployment).Assembly, typeof(MigrationReport).Assembly];
        var handed = rooms.SelectMany(room => room.GetExportedTypes()).Where(type => !type.IsInterface)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Select(method => method.ReturnType)
            .Where(type => type is { IsGenericType: true, ContainsGenericParameters: false })
            .Where(type => type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>) || type.GetGenericTypeDefinition() == typeof(Target<>))
            .Select(type => type.GetGenericArguments()[0])
            .Distinct()
            .ToList();

        Assert.NotEmpty(handed);
        Assert.All(handed, type => Assert.NotNull(SdkOutputJson.Default.GetTypeInfo(type)));
    }

    [Fact]
    public void Every_output_of_a_pipeline_with_a_service_and_migrations_is_known()
    {
        var build = Shop();

        Assert.All(build.ToDefinition().Targets.Where(target => target.Output is not null), target => Assert.NotNull(SdkOutputJson.Default.GetTypeInfo(target.Output!)));
    }

    [Fact]
    public void The_check_of_a_native_program_names_every_output_that_only_reflection_knows()
    {
        var build = Shop();
        build.SdkOutputJson = SdkOutputJson.Get;
        build.Target("Count").Run(_ => new Counted(1));
        var output = new StringWriter();

        Assert.Equal(0, NativeCheck.Run(build.ToDefinition(), output, ResultJson.WithoutReflection(Named(build))));
        Assert.Equal("", output.ToString());

        Assert.Equal(2, NativeCheck.Run(build.ToDefinition(), output, ResultJson.WithoutReflection(build)));
        Assert.Contains("PIPE0016", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Count", output.ToString(), StringComparison.Ordinal);
        Assert.Single(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_context_of_the_author_comes_before_what_the_SDK_and_reflection_would_do()
    {
        var build = PipelineBuilder.Create([]);
        build.SdkOutputJson = SdkOutputJson.Get;
        build.SerializeOutputs(() => OwnJson.Default);

        Assert.Equal("{\"amount\":3}", Encoding.UTF8.GetString(ResultJson.Of(build).Write(new Counted(3), typeof(Counted))));
        Assert.Equal(new Counted(3), ResultJson.WithoutReflection(build).Read("{\"amount\":3}"u8.ToArray(), typeof(Counted)));
    }

    private static PipelineBuilder Named(PipelineBuilder like)
    {
        var build = PipelineBuilder.Create([]);
        build.SdkOutputJson = like.SdkOutputJson;
        build.SerializeOutputs(() => OwnJson.Default);
        return build;
    }

    private static PipelineBuilder Shop()
    {
        var build = PipelineBuilder.Create([]);
        build.Environment("staging", e => e.OnThisMachine());
        var version = build.Target("Version").Run(run => run.GitVersion());
        build.Target("Test").Run(run => run.DotNet.Test("Shop.sln"));
        var package = build.Target("Package").Needs(version).Run((run, v) => run.DotNet.Publish("Shop.csproj", v));
        var migrate = build.Migrate("Migrate", build.Database("shop"), "migrations", after: [package]);
        build.Deploy("Deploy", build.Service("shop", s => s.From(package)), after: migrate);
        return build;
    }

    private static IEnumerable<object> Samples()
    {
        var version = new SemanticVersion(1, 2, 3, "beta.1", "meta");
        yield return version;
        yield return "text with 'quotes' and ü";
        yield return TimeSpan.FromSeconds(1.5);
        yield return ImmutableArray.Create("a", "b");
        yield return new TestReport
        {
            Passed = 1,
            Failed = 1,
            Skipped = 0,
            LineCoverage = 0.5,
            Duration = TimeSpan.FromSeconds(2),
            Failures = [new TestFailure("A.B", "expected 1", "A.cs", 7)],
            SkipReasons = ["not here"],
        };
        yield return new PackedPackages { Version = version, Paths = ["artifacts/A.1.2.3.nupkg"] };
    }

    internal sealed record Counted(int Amount);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Counted))]
    internal sealed partial class OwnJson : JsonSerializerContext;
}
