using System.Collections.Immutable;
using Pipeline.Sdk.DotNet.Tests.Infrastructure;

namespace Pipeline.Sdk.DotNet.Tests;

[Trait("Category", "Integration")]
public sealed class BuildCommandTests(BuiltSolution solution)
{
    [Fact]
    public async Task A_compile_error_becomes_one_annotation_and_stands_in_the_message()
    {
        using var folder = new TempFolder().WithWalls().WithLibrary().Write("src/Lib/Broken.cs", "namespace Lib;\n\ninternal static class Broken\n{\n    internal static int Value => Unknown;\n}\n");
        var run = new TestRun(folder.Root);

        var failure = await Assert.ThrowsAsync<StepFailedException>(() => run.DotNet.Build("src/Lib"));

        Assert.Equal("PIPE0502", failure.Code);
        Assert.StartsWith("'dotnet build' failed with 1 error:\n  src/Lib/Broken.cs(5,34): CS0103: ", failure.Message, StringComparison.Ordinal);
        var annotation = Assert.Single(run.Log.Annotations);
        Assert.Equal(("src/Lib/Broken.cs", 5, 34, "CS0103", DiagnosticSeverity.Error), (annotation.File, annotation.Line, annotation.Column, annotation.Title, annotation.Severity));
    }

    [Theory]
    [InlineData("<Project>\n  <PropertyGroup>\n", "src/Lib/Lib.csproj(3,1): MSB4025: ")]
    [InlineData("<Project>\n  <Import Project=\"missing.props\" />\n</Project>\n", "src/Lib/Lib.csproj(2,3): MSB4019: ")]
    [InlineData("<Project Sdk=\"No.Such.Sdk\">\n</Project>\n", "MSB4236: ")]
    public async Task A_project_that_does_not_evaluate_is_told_apart_from_one_that_does_not_compile(string project, string place)
    {
        using var folder = new TempFolder().WithWalls().WithLibrary().Write("src/Lib/Lib.csproj", project);

        var failure = await Assert.ThrowsAsync<StepFailedException>(() => new TestRun(folder.Root).DotNet.Build("src/Lib"));

        Assert.Equal("PIPE0521", failure.Code);
        Assert.Contains(place, failure.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet msbuild FILE -getProperty:TargetFramework", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_solution_is_told_at_once_with_its_neighbours()
    {
        var run = new TestRun(solution.Root);

        var failure = await Assert.ThrowsAsync<StepFailedException>(() => run.DotNet.Build(new Solution("Order.sln")));

        Assert.Equal("PIPE0501", failure.Code);
        Assert.Contains("Orders.slnx", failure.Message, StringComparison.Ordinal);
        Assert.Empty(run.Processes.Commands);
    }

    [Fact]
    public async Task Ci_builds_say_so_and_every_call_has_the_same_environment()
    {
        var run = new TestRun(solution.Root, ci: "GitHub Actions");

        await run.DotNet.Build("src/Lib", Configuration.Debug, new BuildOptions
        {
            Version = new SemanticVersion(1, 2, 3, "beta.1"),
            Properties = ImmutableDictionary<string, string>.Empty.Add("NoWarn", "CS1591;CS1573"),
            Output = "artifacts/debug",
        });

        var command = Assert.Single(run.Processes.Commands);
        Assert.Contains("-p:ContinuousIntegrationBuild=true", command.Arguments);
        Assert.Contains("-p:Version=1.2.3-beta.1", command.Arguments);
        Assert.Contains("-p:NoWarn=CS1591%3BCS1573", command.Arguments);
        Assert.Equal("1", command.Variables["DOTNET_CLI_TELEMETRY_OPTOUT"]);
        Assert.Equal("1", command.Variables["DOTNET_NOLOGO"]);
        Assert.Equal("en", command.Variables["DOTNET_CLI_UI_LANGUAGE"]);
        Assert.StartsWith("1.2.3-beta.1", System.Diagnostics.FileVersionInfo.GetVersionInfo(Path.Combine(solution.Root, "artifacts/debug/Lib.dll")).ProductVersion, StringComparison.Ordinal);
    }

    [Fact]
    public void A_solution_is_named_without_being_read()
    {
        var solution = PipelineBuilder.Create([]).Solution("Missing.slnx");
        string path = solution;

        Assert.Equal("Missing.slnx", path);
    }
}
