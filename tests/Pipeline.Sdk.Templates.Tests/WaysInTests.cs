using System.Text.Json;
using Pipeline.Sdk.Templates.Tests.Infrastructure;

namespace Pipeline.Sdk.Templates.Tests;

/// <summary>Three ways to reference the SDK, from the packed package: they do the same, in the middle of what repositories have.</summary>
public sealed class WaysInTests(Packages packages)
{
    private static readonly string[] Settings = ["ImplicitUsings", "Nullable", "LangVersion", "AnalysisLevel", "EventSourceSupport", "IsPackable", "SatelliteResourceLanguages", "AssemblyName", "OutputType"];

    [Theory]
    [InlineData(WayIn.Sdk, "build")]
    [InlineData(WayIn.Package, "build")]
    [InlineData(WayIn.SingleFile, "build.cs")]
    public async Task The_program_runs_beside_central_versions_inherited_files_and_lock_files(WayIn way, string compiledFrom)
    {
        using var repository = AmongOthers(way);

        var first = await repository.BuildAsync("Hello", "Value");
        Assert.True(first.ExitCode == 0, first.StandardOutput + first.StandardError);
        Assert.Contains($"Hello from {Path.GetFileName(repository.Root)}", first.StandardOutput, StringComparison.Ordinal);

        var inputs = repository.Read(".pipeline/bin/inputs").Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);
        string[] expected = [compiledFrom, "Directory.Build.props", "Directory.Packages.props", "global.json", "nuget.config", .. way == WayIn.SingleFile ? ["packages.lock.json"] : Array.Empty<string>()];
        Assert.Equal(expected.Order(StringComparer.Ordinal), inputs);

        var program = repository.PathOf($".pipeline/bin/{repository.Read(".pipeline/bin/current").Trim()}");
        Assert.True(File.Exists(Path.Combine(program, "localhost", "Pipeline.Sdk.LocalHost.dll")));
        using var settings = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(program, "build.runtimeconfig.json"), TestContext.Current.CancellationToken));
        var properties = settings.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties");
        Assert.False(properties.GetProperty("System.Diagnostics.Tracing.EventSource.IsSupported").GetBoolean());
        Assert.False(properties.TryGetProperty("System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault", out _));
    }

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(WayIn.Sdk)]
    [InlineData(WayIn.Package)]
    [InlineData(WayIn.SingleFile)]
    public async Task A_locked_restore_takes_what_is_locked_and_nothing_else(WayIn way)
    {
        using var repository = AmongOthers(way);
        var locked = new Dictionary<string, string?> { ["RestoreLockedMode"] = "true" };
        Assert.Equal(0, (await repository.BuildAsync("Hello")).ExitCode);

        Directory.Delete(repository.PathOf(".pipeline"), recursive: true);
        var second = await repository.BuildWithAsync(locked, "Hello");
        Assert.True(second.ExitCode == 0, second.StandardOutput + second.StandardError);

        var lockFile = way == WayIn.SingleFile ? "packages.lock.json" : "build/packages.lock.json";
        var asked = $"\"requested\": \"[{packages.Version}, )\"";
        Assert.Contains(asked, repository.Read(lockFile), StringComparison.Ordinal);
        repository.Write(lockFile, repository.Read(lockFile).Replace(asked, "\"requested\": \"[0.0.1, )\"", StringComparison.Ordinal));
        Directory.Delete(repository.PathOf(".pipeline"), recursive: true);
        var refused = await repository.BuildWithAsync(locked, "Hello");
        Assert.True(refused.StandardError.Contains("NU1004", StringComparison.Ordinal), refused.StandardError);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_single_file_is_compiled_again_when_a_line_of_it_names_another_package_or_setting()
    {
        using var repository = new HandMadeRepository(packages, WayIn.SingleFile);
        Assert.Equal(0, (await repository.BuildAsync("Hello")).ExitCode);

        repository.Write("build.cs", "#:property DefineConstants=LOUD\n#:package Polly.Core@8.9.1\n" + repository.Read("build.cs")
            .Replace("return build.Run();", "#if LOUD\nConsole.WriteLine(typeof(Polly.ResiliencePipeline).Name);\n#endif\nreturn build.Run();", StringComparison.Ordinal));
        var second = await repository.BuildAsync("Hello");
        Assert.True(second.ExitCode == 0, second.StandardOutput + second.StandardError);
        Assert.Contains("ResiliencePipeline", second.StandardOutput, StringComparison.Ordinal);
        Assert.Equal("", (await repository.BuildAsync("Hello")).StandardError);
    }

    // Property of the default, its value, what it sets, and what a project may say instead.
    private static readonly (string Own, string Value, string Sets, string Project)[] Defaults =
    [
        ("PipelineImplicitUsings", "disable", "ImplicitUsings", "false"),
        ("PipelineNullable", "disable", "Nullable", "warnings"),
        ("PipelineLangVersion", "13", "LangVersion", "12"),
        ("PipelineAnalysisLevel", "9.0", "AnalysisLevel", "8.0"),
        ("PipelineEventSource", "true", "EventSourceSupport", "maybe"),
        ("PipelineLanguages", "de", "SatelliteResourceLanguages", "fr"),
        ("PipelineTransitivePinning", "true", "CentralPackageTransitivePinningEnabled", "true"),
    ];

    [Fact]
    public async Task Each_default_gives_way_to_its_own_property_and_to_the_projects()
    {
        using var repository = new HandMadeRepository(packages, WayIn.Sdk)
            .Write("Directory.Packages.props", "<Project><PropertyGroup><CentralPackageTransitivePinningEnabled>true</CentralPackageTransitivePinningEnabled></PropertyGroup></Project>");

        var unset = await PropertiesAsync([]);
        Assert.All(Defaults, one => Assert.NotEqual(one.Value, unset[one.Sets]));
        var own = await PropertiesAsync(Defaults.Select(one => (one.Own, one.Value)));
        Assert.All(Defaults, one => Assert.Equal(one.Value, own[one.Sets]));
        // Pinning is decided for all references at once, after the project.
        var written = await PropertiesAsync(Defaults.SkipLast(1).Select(one => (one.Sets, one.Project)));
        Assert.All(Defaults.SkipLast(1), one => Assert.Equal(one.Project, written[one.Sets]));

        async Task<Dictionary<string, string>> PropertiesAsync(IEnumerable<(string Name, string Value)> lines)
        {
            repository.Write("build/Build.csproj", $"<Project Sdk=\"Pipeline.Sdk/{packages.Version}\"><PropertyGroup>{string.Concat(lines.Select(line => $"<{line.Name}>{line.Value}</{line.Name}>"))}</PropertyGroup></Project>");
            var json = (await Programs.MustRunAsync(repository.Root, "dotnet", "msbuild", "build/Build.csproj", $"-getProperty:{string.Join(',', Defaults.Select(one => one.Sets))}")).StandardOutput;
            return JsonDocument.Parse(json).RootElement.GetProperty("Properties").EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString() ?? "");
        }
    }

    [Fact]
    public async Task Nothing_reaches_a_library_that_references_the_package_or_a_test_of_the_program()
    {
        using var repository = new HandMadeRepository(packages, WayIn.Sdk)
            .Write("src/Road/Road.csproj", Project("""<PackageReference Include="Pipeline.Sdk" Version="VERSION" />"""))
            .Write("src/Plain/Plain.csproj", Project(""))
            .Write("src/Tests/Tests.csproj", Project("""<ProjectReference Include="../../build/Build.csproj" />"""));

        var plain = await EvaluateAsync("Plain");
        Assert.Equal(plain, (await EvaluateAsync("Road")).Replace("Road", "Plain", StringComparison.Ordinal));
        Assert.Equal(plain, (await EvaluateAsync("Tests")).Replace("Tests", "Plain", StringComparison.Ordinal));

        async Task<string> EvaluateAsync(string name)
        {
            await Programs.MustRunAsync(repository.Root, "dotnet", "restore", $"src/{name}/{name}.csproj", "--verbosity", "quiet");
            return (await Programs.MustRunAsync(repository.Root, "dotnet", "msbuild", $"src/{name}/{name}.csproj", $"-getProperty:{string.Join(',', Settings)}", "-getItem:Using")).StandardOutput;
        }

        string Project(string item) =>
            $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>{item.Replace("VERSION", packages.Version, StringComparison.Ordinal)}</ItemGroup></Project>";
    }

    // As on Windows: MSBuild gives our targets such paths there. What build.sh and build.cmd read has one spelling.
    [Fact]
    public async Task Paths_that_are_spelled_as_on_Windows_name_the_same_inputs()
    {
        using var repository = new HandMadeRepository(packages, WayIn.Package);
        repository.Write("eng/Common.props", "<Project />").Write("settings/deploy plan.json", "{}")
            .Write("src/Road/Road.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>")
            .Write("build/Build.csproj", repository.Read("build/Build.csproj").Replace(
                "<ItemGroup>",
                """<Import Project="..\eng\Common.props" /><ItemGroup><ProjectReference Include="..\src\Road\Road.csproj" /><PipelineInput Include="..\settings\deploy plan.json;..\eng\Common.props" />""",
                StringComparison.Ordinal));

        await Programs.MustRunAsync(
            repository.Root, "dotnet", "msbuild", @"build\Build.csproj".Replace('\\', Path.DirectorySeparatorChar), "-restore", "-t:PipelineWriteInputs", "-nologo", "-v:q",
            $"-p:PipelineRoot={repository.Root.Replace('/', '\\')}", "-p:PipelineInputsFile=.pipeline\\inputs", "-p:PublishDir=out\\");

        Assert.Equal(["build", "src/Road", "settings/deploy plan.json", "eng/Common.props", "global.json", "nuget.config"], Lines(repository.Read("build/.pipeline/inputs")));
        Assert.True(File.Exists(repository.PathOf(".pipeline/msbuild/Pipeline.Repository.targets")));

        static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [Theory]
    [InlineData(WayIn.SingleFile)]
    [InlineData(WayIn.Package)]
    public async Task A_version_that_no_feed_has_is_named(WayIn way)
    {
        using var repository = new HandMadeRepository(packages, way, "9.8.7");
        var start = await repository.BuildAsync();
        Assert.Equal(2, start.ExitCode);
        Assert.Contains($"error PIPE0902: No feed has Pipeline.Sdk 9.8.7, which {(way == WayIn.SingleFile ? "build.cs" : "build/Build.csproj")} asks for.", start.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WayIn.Sdk, "</Project>", "", "MSB4025")]
    [InlineData(WayIn.Package, "<PropertyGroup>", "<Import Project=\"missing.props\" /><PropertyGroup>", "MSB4019")]
    [InlineData(WayIn.Sdk, " />", "><PropertyGroup Condition=\"'$(A)' = \" /></Project>", "MSB4105")]
    public async Task A_project_that_does_not_evaluate_is_named_with_the_place(WayIn way, string text, string broken, string code)
    {
        using var repository = new HandMadeRepository(packages, way);
        var project = repository.Read("build/Build.csproj");
        repository.Write("build/Build.csproj", text == "</Project>" ? "<Project>\n  <PropertyGroup>\n" : project.Replace(text, broken, StringComparison.Ordinal));

        var start = await repository.BuildAsync();

        Assert.Equal(2, start.ExitCode);
        Assert.Matches($@"error PIPE0903: MSBuild cannot evaluate build/Build\.csproj, .*Build\.csproj\(\d+,\d+\): error {code}: .* Mend the file that is named\.", start.StandardError);
    }

    [Theory]
    [InlineData(WayIn.Package)]
    [InlineData(WayIn.SingleFile)]
    [Trait("Category", "Long")]
    public async Task A_feed_that_does_not_answer_is_asked_again_and_named(WayIn way)
    {
        const string Feed = "http://127.0.0.1:9/v3/index.json";
        using var repository = new HandMadeRepository(packages, way, "9.8.7");
        repository.Write("nuget.config", $"""<configuration><packageSources><clear /><add key="down" value="{Feed}" allowInsecureConnections="true" /></packageSources></configuration>""");
        var start = await repository.BuildAsync();
        Assert.Equal(2, start.ExitCode);
        Assert.Contains($"error PIPE0901: The package feed {Feed} did not answer, so Pipeline.Sdk 9.8.7 ", start.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_sh_without_a_pipeline_says_how_to_make_one()
    {
        using var repository = new HandMadeRepository(packages, WayIn.SingleFile);
        File.Delete(repository.PathOf("build.cs"));
        var start = await repository.BuildAsync();
        Assert.Equal(2, start.ExitCode);
        Assert.Contains("error PIPE0900", start.StandardError, StringComparison.Ordinal);
    }

    // The product pins an older System.CommandLine for what it ships; the SDK needs a newer one. A PackageReference takes part in that, so there it is left out.
    private HandMadeRepository AmongOthers(WayIn way)
    {
        var repository = new HandMadeRepository(packages, way);
        var version = way == WayIn.Package ? $"""<PackageVersion Include="Pipeline.Sdk" Version="{packages.Version}" />""" : """<PackageVersion Include="System.CommandLine" Version="2.0.0" />""";
        if (way == WayIn.Package)
            repository.Write("build/Build.csproj", repository.Read("build/Build.csproj").Replace($" Version=\"{packages.Version}\"", "", StringComparison.Ordinal));
        return repository
            .Write("Directory.Build.props", """
                <Project>
                  <PropertyGroup>
                    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                    <GenerateDocumentationFile>true</GenerateDocumentationFile>
                    <RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>
                  </PropertyGroup>
                </Project>
                """)
            .Write("Directory.Packages.props", $"""
                <Project>
                  <PropertyGroup>
                    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                    <CentralPackageTransitivePinningEnabled>true</CentralPackageTransitivePinningEnabled>
                  </PropertyGroup>
                  <ItemGroup>
                    {version}
                  </ItemGroup>
                </Project>
                """);
    }
}
