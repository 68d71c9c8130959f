namespace Pipeline.Sdk.Generation;

public sealed class WorkflowFilesTests
{
    [Theory]
    [InlineData("service")]
    [InlineData("minimal")]
    [InlineData("libraries")]
    [InlineData("split")]
    public void Workflows_become_the_approved_files(string name)
    {
        var files = WorkflowFiles.From(Pipeline(name));

        Assert.NotEmpty(files);
        Assert.All(files, file => Approved.Verify(file.Content, ApprovedName(name, file.Path)));
    }

    [Theory]
    [InlineData("service", ".github/workflows/ci.yml", "azure-pipelines.yml")]
    [InlineData("minimal", ".github/workflows/checks.yml", "azure-pipelines.yml")]
    [InlineData("libraries", ".github/workflows/ci.yml", "azure-pipelines.yml", ".github/workflows/release-train.yml", "azure-pipelines.release-train.yml")]
    public void Files_lie_where_each_system_looks_for_them(string name, params string[] paths) =>
        Assert.Equal(paths, WorkflowFiles.From(Pipeline(name)).Select(file => file.Path));

    [Fact]
    public void The_same_pipeline_gives_the_same_bytes() =>
        Assert.Equal(WorkflowFiles.From(TestPipelines.Libraries()), WorkflowFiles.From(TestPipelines.Libraries()));

    [Fact]
    public void A_dialect_that_is_named_twice_is_written_once()
    {
        var build = PipelineBuilder.Create([]);
        var lint = build.Target("Lint").Run(_ => { });
        build.Workflow("ci", w => w.Job("lint", [lint]).Emit(GitHubActions.Dialect).Emit(GitHubActions.Dialect));

        Assert.Single(WorkflowFiles.From(build));
    }

    [Fact]
    public void A_later_job_runs_again_what_a_split_job_ran_since_no_leg_has_the_whole()
    {
        var build = PipelineBuilder.Create([]);
        var shard = build.Partition("shard", 2);
        var test = build.Target("Test").ForEach(["A", "B"], name => name).Partition(shard).Run((_, name) => name);
        var report = build.Target("Report").Needs(test).Run((_, names) => names.Length);
        build.Workflow("ci", w => w.Job("test", [test], partition: shard).Job("report", [report]).Emit(GitHubActions.Dialect));

        Assert.DoesNotContain("--import-results", Assert.Single(WorkflowFiles.From(build)).Content, StringComparison.Ordinal);
    }

    private static PipelineBuilder Pipeline(string name) => name switch
    {
        "service" => TestPipelines.Service(),
        "minimal" => TestPipelines.Minimal(),
        "split" => TestPipelines.Split(),
        _ => TestPipelines.Libraries(),
    };

    private static string ApprovedName(string pipeline, string path) =>
        path.StartsWith(".github/", StringComparison.Ordinal)
            ? $"{pipeline}.{Path.GetFileNameWithoutExtension(path)}.github"
            : $"{pipeline}.{(path == "azure-pipelines.yml" ? "main" : path.Split('.')[1])}.azure";
}
