using Pipeline.Sdk.Bootstrap;
using Pipeline.Sdk.Templates.Tests.Infrastructure;

namespace Pipeline.Sdk.Templates.Tests;

[Collection(nameof(GeneratedRepository))]
public class GeneratedRepositoryTests(GeneratedRepository repository)
{
    [Fact]
    public void The_first_start_builds_the_program_and_lists_its_targets()
    {
        var start = repository.FirstStart;

        Assert.True(start.ExitCode == 0, start.StandardOutput + start.StandardError);
        Assert.Contains("Building the pipeline program", start.StandardError, StringComparison.Ordinal);
        foreach (var target in (string[])["Lint", "Version", "Compile", "Test", "Pack", "Generate", "GenerateCheck"])
            Assert.Contains($"  {target} ", start.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_start_builds_nothing()
    {
        var program = repository.ProgramFolder;
        var built = File.GetLastWriteTimeUtc(Path.Combine(program, "build.dll"));

        var start = await repository.BuildAsync("--list");

        Assert.Equal((0, "", repository.FirstStart.StandardOutput), (start.ExitCode, start.StandardError, start.StandardOutput));
        Assert.Equal((program, built), (repository.ProgramFolder, File.GetLastWriteTimeUtc(Path.Combine(program, "build.dll"))));
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Compiled_ahead_of_time_the_program_does_the_same()
    {
        var machine = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Assert.SkipUnless(Directory.Exists(Path.Combine(machine, "microsoft.dotnet.ilcompiler")), "The compiler is not in this machine's package folder: ./build.sh Benchmark --quick fetches it.");

        var list = await repository.BuildNativelyAsync("--list");
        Assert.Equal((0, repository.FirstStart.StandardOutput), (list.ExitCode, list.StandardOutput));
        Assert.DoesNotContain("PIPE0017", list.StandardError, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(repository.ProgramFolder, "native")));

        var run = await repository.BuildNativelyAsync("Pack");
        Assert.True(run.ExitCode == 0, run.StandardOutput + run.StandardError);
        Assert.Single(Directory.GetFiles(repository.PathOf("artifacts/packages"), "Shop.*.nupkg"));
    }

    [Fact]
    public async Task Pack_checks_builds_tests_measures_and_packs()
    {
        var run = await repository.BuildAsync("Pack");

        Assert.True(run.ExitCode == 0, run.StandardOutput + run.StandardError);
        Assert.Single(Directory.GetFiles(repository.PathOf("artifacts/packages"), "Shop.*.nupkg"));
        Assert.Contains("Shop", File.ReadAllText(Assert.Single(Directory.GetFiles(repository.PathOf("artifacts/coverage"), "Cobertura.xml", SearchOption.AllDirectories))), StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(repository.PathOf(".pipeline/tests/Test"), "*.trx", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Generate_writes_the_workflows_and_its_check_notices_an_edit()
    {
        Assert.Equal(1, (await repository.BuildAsync("Generate", "--check")).ExitCode);
        var write = await repository.BuildAsync("Generate");
        Assert.True(write.ExitCode == 0, write.StandardOutput + write.StandardError);
        Assert.Contains("./build.sh", repository.Read(".github/workflows/ci.yml"), StringComparison.Ordinal);
        Assert.Contains("./build.sh", repository.Read("azure-pipelines.yml"), StringComparison.Ordinal);
        Assert.Equal(0, (await repository.BuildAsync("Generate", "--check")).ExitCode);

        await File.AppendAllTextAsync(repository.PathOf("azure-pipelines.yml"), "# by hand\n", TestContext.Current.CancellationToken);
        var check = await repository.BuildAsync("GenerateCheck");
        Assert.Equal(1, check.ExitCode);
        Assert.Contains("PIPE0321", check.StandardOutput + check.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public void The_local_host_lies_beside_the_program() =>
        Assert.True(File.Exists(Path.Combine(repository.ProgramFolder, "localhost", "Pipeline.Sdk.LocalHost.dll")));

    [Fact]
    public async Task Only_the_bootstrap_gets_the_local_host()
    {
        string[] evaluate = ["msbuild", "build/Build.csproj", $"-p:ArtifactsPath={repository.PathOf(".pipeline/artifacts")}", "-getProperty:PipelineLocalHostFolder"];
        Assert.Equal("", (await Programs.MustRunAsync(repository.Root, "dotnet", evaluate)).StandardOutput.Trim());
        Assert.EndsWith("tools/localhost", (await Programs.MustRunAsync(repository.Root, "dotnet", [.. evaluate, "-p:PipelineInputsFile=inputs"])).StandardOutput.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_is_compiled_from_its_folder_and_what_it_inherits_and_from_nothing_else() =>
        Assert.Equal(["build", "global.json", "nuget.config"], repository.Read(".pipeline/bin/inputs").Split('\n', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public async Task Git_sees_what_the_template_wrote_and_nothing_that_a_run_leaves_behind()
    {
        var tracked = await repository.GitAsync("ls-files", "--stage", "build.sh", ".pipeline");
        Assert.Contains("100755", tracked, StringComparison.Ordinal);
        Assert.Contains(".pipeline/.gitignore", tracked, StringComparison.Ordinal);
        Assert.Equal("", await repository.GitAsync("status", "--porcelain", ".pipeline", "build", "src", "tests"));
    }

    [Fact]
    public async Task Asked_by_build_cmd_a_program_that_is_older_than_its_inputs_refuses_to_work()
    {
        // As build.cmd leaves it, away from the repository that the other tests start.
        using var bin = new TempFolder();
        bin.Write("inputs", repository.Read(".pipeline/bin/inputs")).Write("stamp", "");
        Assert.Equal((0, repository.FirstStart.StandardOutput), await ListAsync());

        File.SetLastWriteTimeUtc(bin.PathOf("stamp"), File.GetLastWriteTimeUtc(repository.PathOf("build/Build.cs")));
        Assert.Equal((InputCheck.StaleExitCode, ""), await ListAsync());

        async Task<(int, string)> ListAsync()
        {
            var variables = new Dictionary<string, string?> { [InputCheck.Variable] = bin.Root, ["PIPELINE_ROOT"] = repository.Root };
            var result = await Programs.RunAsync(repository.Root, "dotnet", [Path.Combine(repository.ProgramFolder, "build.dll"), "--list"], variables);
            return (result.ExitCode, result.StandardOutput);
        }
    }
}
