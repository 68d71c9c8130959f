using Build;

namespace Pipeline.Sdk.Testing.Tests;

/// <summary>The pipeline of this repository, in the harness that others test theirs with.</summary>
public sealed class OwnBuildTests : IDisposable
{
    private readonly PipelineTest _test = new PipelineTest(RepositoryPipeline.Define).File("Pipeline.Sdk.sln", "").File("tests/Unit.slnf", "").Program("dotnet", ProgramAnswer.Success);

    public void Dispose() => _test.Dispose();

    [Fact]
    public void A_deployment_is_gated_by_lint_and_unit_tests_and_never_waits_for_the_integration_tests()
    {
        var plan = _test.Plan("Deploy", "--env", "staging");

        Assert.True(plan.ExitCode == 0, plan.Errors);
        Assert.Equal(["GenerateCheck", "Lint", "Version", "CompileUnit", "UnitTest", "Package", "Migrate", "Deploy"], plan.Running);
    }

    [Fact]
    public void Production_is_refused_before_anything_runs_when_nobody_confirms_it()
    {
        var run = _test.Run("Deploy", "--env", "production");

        Assert.True(run.ExitCode == 3, run.Errors);
        Assert.Empty(run.Commands);
    }

    [Fact]
    public void The_benchmarks_run_one_after_the_other_and_quickly_when_asked()
    {
        var run = _test.Run("Benchmark", "--quick");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(
            ["tests/Pipeline.Sdk.Benchmarks -- --quick", "tests/Pipeline.Sdk.Migrations.Benchmarks -- --quick", "tests/Pipeline.Sdk.LocalHost.Benchmarks -- --quick"],
            run.Commands.Select(command => command.ToString()).Where(line => line.StartsWith("dotnet run", StringComparison.Ordinal)).Select(line => line.Split("--project ")[1]));
    }

    // Every run in CI writes its report beside its record (CiReportTests); what is left is that the job of the deployment keeps that folder, whatever became of it.
    [Theory]
    [InlineData(".github/workflows/ci.yml", "  deploy_staging:", "  rollback_staging:", "if: always()", "path: .pipeline/runs", "include-hidden-files: true")]
    [InlineData("azure-pipelines.yml", "  - stage: deploy_staging", "  - stage: rollback_staging", "condition: always()", "- publish: $(Build.SourcesDirectory)/.pipeline/runs")]
    public void The_report_of_a_deployment_to_staging_is_an_artifact_of_the_CI_job(string file, string from, string to, params string[] parts)
    {
        var text = File.ReadAllText(Path.Combine(Root(), file)).ReplaceLineEndings("\n");
        var start = text.IndexOf(from + "\n", StringComparison.Ordinal);
        Assert.InRange(start, 0, text.Length);
        var job = text[start..text.IndexOf(to + "\n", start, StringComparison.Ordinal)];

        Assert.Contains("./build.sh Deploy", job, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, job, StringComparison.Ordinal));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Pipeline.Sdk.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not lie in the repository.");
        return folder;
    }
}
