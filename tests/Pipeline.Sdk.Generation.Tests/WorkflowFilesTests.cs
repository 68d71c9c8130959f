using Pipeline.Sdk.Generation.Definitions;

namespace Pipeline.Sdk.Generation;

public sealed class WorkflowFilesTests
{
    public static TheoryData<string> Names { get; } = [.. AllDefinitions.Pipelines.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Workflows_become_the_approved_files(string name)
    {
        var files = WorkflowFiles.From(AllDefinitions.Pipelines[name]());

        Assert.NotEmpty(files);
        Assert.All(files, file => Approved.Verify(file.Content, ApprovedName(name, file.Path)));
    }

    [Fact]
    public void Nothing_is_approved_that_no_definition_gives()
    {
        var given = AllDefinitions.Pipelines.SelectMany(one => WorkflowFiles.From(one.Value()).Select(file => ApprovedName(one.Key, file.Path) + ".verified.yml"));

        Assert.Equal(given.Order(StringComparer.Ordinal), Directory.EnumerateFiles(Repository.Approved, "*.verified.yml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("service", ".github/workflows/ci.yml", "azure-pipelines.yml")]
    [InlineData("minimal", ".github/workflows/checks.yml", "azure-pipelines.yml")]
    [InlineData("libraries", ".github/workflows/ci.yml", "azure-pipelines.yml", ".github/workflows/release-train.yml", "azure-pipelines.release-train.yml")]
    public void Files_lie_where_each_system_looks_for_them(string name, params string[] paths) =>
        Assert.Equal(paths, WorkflowFiles.From(AllDefinitions.Pipelines[name]()).Select(file => file.Path));

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

    private static string ApprovedName(string pipeline, string path) =>
        path.StartsWith(".github/", StringComparison.Ordinal)
            ? $"{pipeline}.{Path.GetFileNameWithoutExtension(path)}.github"
            : $"{pipeline}.{(path == "azure-pipelines.yml" ? "main" : path.Split('.')[1])}.azure";
}
