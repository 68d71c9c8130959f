using System.Text.Json;
using Pipeline.Sdk.Templates.Tests.Infrastructure;

namespace Pipeline.Sdk.Templates.Tests;

/// <summary>What our targets and tasks do in other people's builds, as the binary log tells.</summary>
[Collection(nameof(GeneratedRepository))]
public sealed class MSBuildTests(Packages packages, GeneratedRepository shop)
{
    private const string Check = "-p:PipelineCheckOnBuild=true";
    private const string Generate = "-p:PipelineGenerateOnBuild=true";

    [Fact]
    public async Task Generated_files_are_written_or_checked_once_and_not_at_all_when_nothing_changed()
    {
        using var repository = WithWorkflow();

        var missing = await BinaryLog.OfBuildAsync(repository.Root, "Shop.slnx", Check);
        Assert.Equal(1, missing.ExitCode);
        Assert.Equal([("PIPE0321", ".github/pipeline-lock/action.yml", 1), ("PIPE0321", ".github/workflows/ci.yml", 1), ("PIPE0321", "azure-pipelines.yml", 1)], Errors(repository, missing));

        var first = await BinaryLog.OfBuildAsync(repository.Root, "Shop.slnx", Generate, "-m");
        Assert.Equal((0, 1), (first.ExitCode, first.OurTasks));
        Assert.Equal(["PipelineGeneratedFiles"], first.OurTargets);
        Assert.True(File.Exists(repository.PathOf("azure-pipelines.yml")));

        foreach (var options in (string[][])[[Check], [Check, "-m"], [Check, "-graph"], [Generate]])
        {
            var nothing = await BinaryLog.OfBuildAsync(repository.Root, ["Shop.slnx", "--no-restore", .. options]);
            Assert.Equal((0, 0), (nothing.ExitCode, nothing.OurTasks));
            Assert.Empty(nothing.OurTargets);
        }

        var lines = repository.Read("azure-pipelines.yml").Split('\n');
        lines[11] += " # by hand";
        repository.Write("azure-pipelines.yml", string.Join('\n', lines));
        Assert.Equal((0, 0), await CountAsync(repository, "-p:DesignTimeBuild=true", Check));
        Assert.Equal((0, 0), await CountAsync(repository));
        foreach (var options in (string[][])[[Check], [Check, "-graph", "-m"]])
        {
            var stale = await BinaryLog.OfBuildAsync(repository.Root, ["Shop.slnx", "--no-restore", .. options]);
            Assert.Equal((1, 1), (stale.ExitCode, stale.OurTasks));
            Assert.Equal([("PIPE0321", "azure-pipelines.yml", 12)], Errors(repository, stale));
        }

        File.Delete(repository.PathOf("azure-pipelines.yml"));
        Assert.Equal(1, (await BinaryLog.OfBuildAsync(repository.Root, "Shop.slnx", "--no-restore", Check)).OurTasks);
    }

    [Fact]
    public async Task The_rules_of_the_package_look_at_a_pipeline_program()
    {
        using var repository = new HandMadeRepository(packages, WayIn.Package);
        repository.Write("build/Build.cs", """
            using Pipeline.Sdk;

            var build = PipelineBuilder.Create(args);
            build.Target("Work").Run(run => Console.WriteLine(run.Root));
            return build.Run();
            """);

        var built = await Programs.RunAsync(repository.Root, "dotnet", ["build", "build/Build.csproj", "--nologo"]);

        Assert.True(built.ExitCode == 0, built.StandardOutput);
        Assert.Contains("Build.cs(4,41): warning PIPE1003: Console.WriteLine is not what the target declared", built.StandardOutput, StringComparison.Ordinal);

        // An assembly of the package that the compiler could not load would be told by CS8032.
        Assert.DoesNotContain("warning CS", built.StandardOutput, StringComparison.Ordinal);

        await Programs.MustRunAsync(repository.Root, "dotnet", "format", "analyzers", "build/Build.csproj", "--no-restore", "--diagnostics", "PIPE1003");
        Assert.Contains("build.Target(\"Work\").Run(run => run.Log.Info(run.Root));", repository.Read("build/Build.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipeline_without_workflows_has_nothing_to_check_and_CI_checks_by_itself()
    {
        using var repository = new HandMadeRepository(packages, WayIn.Package);
        Assert.Equal((0, 0), await CountAsync(repository, "build/Build.csproj"));

        // Before there is a record of what was compared.
        await Programs.MustRunAsync(repository.Root, "dotnet", "msbuild", "build/Build.csproj", "-p:CI=true", "-getProperty:PipelineCheckOnBuild");
        Assert.Equal((0, 1), await CountAsync(repository, "build/Build.csproj", "-p:CI=true"));
    }

    [Theory]
    [InlineData("Library", "package", "Sample", "")]
    [InlineData("Library", "library", "", "<IsPackable>false</IsPackable>")]
    [InlineData("Library", "test", "", "<IsTestProject>true</IsTestProject>")]
    [InlineData("Exe", "tool", "", "")]
    [InlineData("Exe", "tool", "Sample", "<PackAsTool>true</PackAsTool>")]
    [InlineData("Exe", "service", "", "<PipelineRole>Service</PipelineRole>")]
    [InlineData("Web", "service", "", "")]
    public async Task A_project_tells_its_role_its_output_and_what_it_references(string kind, string role, string packageId, string line)
    {
        using var folder = Described();
        folder.Write("Sample/Sample.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk{(kind == "Web" ? ".Web" : "")}">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                {(kind == "Exe" ? "<OutputType>Exe</OutputType>" : "")}
                {line}
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../Other/Other.csproj" />
              </ItemGroup>
            </Project>
            """);

        var item = Assert.Single(await DescribeAsync(folder));
        Assert.Equal(folder.PathOf("Sample/Sample.csproj"), item["Identity"]);
        Assert.Equal((role, packageId, "net10.0"), (item["Role"], item.GetValueOrDefault("PackageId", ""), item["TargetFramework"]));
        Assert.Equal(folder.PathOf("Other/Other.csproj"), item["References"]);
        Assert.EndsWith("/net10.0/Sample.dll", item["Assembly"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_for_several_frameworks_answers_for_each()
    {
        using var folder = Described();
        folder.Write("Sample/Sample.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks></PropertyGroup></Project>");
        Assert.Equal(["net10.0", "netstandard2.0"], (await DescribeAsync(folder)).Select(item => item["TargetFramework"]).Order(StringComparer.Ordinal));
    }

    private static async Task<(int ExitCode, int Tasks)> CountAsync(HandMadeRepository repository, params string[] options)
    {
        var log = await BinaryLog.OfBuildAsync(repository.Root, options is [var first, ..] && first.EndsWith("proj", StringComparison.Ordinal) ? options : ["Shop.slnx", "--no-restore", .. options]);
        return (log.ExitCode, log.OurTasks);
    }

    private static IEnumerable<(string, string, int)> Errors(HandMadeRepository repository, BinaryLog log) =>
        log.Errors.Select(error => (error.Code, Path.GetRelativePath(repository.Root, error.File), error.Line)).Distinct().OrderBy(error => error.Item2, StringComparer.Ordinal);

    private TempFolder Described() => new TempFolder().Write("Directory.Build.targets", $"<Project><Import Project=\"{shop.PathOf(".pipeline/msbuild/Pipeline.Repository.targets")}\" /></Project>");

    private static async Task<List<Dictionary<string, string>>> DescribeAsync(TempFolder folder)
    {
        var json = (await Programs.MustRunAsync(folder.Root, "dotnet", "msbuild", "Sample/Sample.csproj", "-getTargetResult:PipelineDescribe")).StandardOutput;
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("TargetResults").GetProperty("PipelineDescribe").GetProperty("Items").EnumerateArray()
            .Select(item => item.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString() ?? ""))];
    }

    // The program, and a library beside it in one solution.
    private HandMadeRepository WithWorkflow() => new HandMadeRepository(packages, WayIn.Sdk)
        .Write("Shop.slnx", "<Solution><Project Path=\"build/Build.csproj\" /><Project Path=\"src/Shop/Shop.csproj\" /></Solution>")
        .Write("src/Shop/Shop.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>")
        .Write("build/Build.cs", """
            var build = PipelineBuilder.Create(args);
            var hello = build.Target("Hello").Run(run => run.Log.Info("Hello"));
            build.Workflow("ci", w => w.OnPush("main").Job("hello", [hello]).Emit(GitHubActions.Dialect, AzurePipelines.Dialect));
            return build.Run();

            """);
}
