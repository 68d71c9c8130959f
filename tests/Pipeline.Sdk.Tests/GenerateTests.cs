namespace Pipeline.Sdk.Tests;

public sealed class GenerateTests : IDisposable
{
    private const string GitHub = ".github/workflows/ci.yml";
    private const string Azure = "azure-pipelines.yml";
    private const string Lock = ".github/pipeline-lock/action.yml";

    private readonly Workplace _place = new();

    [Fact]
    public void Generate_writes_the_files_and_a_second_one_finds_them_up_to_date()
    {
        var first = _place.Run(Pipeline(), "Generate");
        var files = _place.Files();
        var second = _place.Run(Pipeline(), "Generate");

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Equal([Lock, GitHub, Azure], files.Keys);
        Assert.Contains($"{GitHub} written", first.Output, StringComparison.Ordinal);
        Assert.Contains($"{Azure} written", first.Output, StringComparison.Ordinal);
        Assert.Contains($"{GitHub} is up to date", second.Output, StringComparison.Ordinal);
        Assert.Contains($"{Azure} is up to date", second.Output, StringComparison.Ordinal);
        Assert.Equal(files, _place.Files());
    }

    [Theory]
    [InlineData("Generate", "--check")]
    [InlineData("--check", "Generate")]
    [InlineData("GenerateCheck")]
    public void A_check_of_current_files_succeeds(params string[] words)
    {
        _place.Run(Pipeline(), "Generate");

        Assert.Equal(0, _place.Run(Pipeline(), words).ExitCode);
    }

    [Theory]
    [InlineData("Generate", "--check")]
    [InlineData("GenerateCheck")]
    public void A_check_of_stale_and_missing_files_fails_with_a_diff_and_changes_nothing(params string[] words)
    {
        _place.Run(Pipeline(timeout: 5), "Generate");
        File.Delete(_place.PathOf(Azure));
        var before = _place.Files();

        var outcome = _place.Run(Pipeline(timeout: 7), words);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("PIPE0321", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("-    timeout-minutes: 5", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("+    timeout-minutes: 7", outcome.Output, StringComparison.Ordinal);
        Assert.Contains($"{Azure} is missing", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(before, _place.Files());
    }

    [Fact]
    public void A_check_of_a_fresh_checkout_makes_no_folder()
    {
        var outcome = _place.Run(Pipeline(), "GenerateCheck");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Empty(_place.Files());
        Assert.False(Directory.Exists(_place.PathOf(".github")));
    }

    [Fact]
    public void Generate_writes_a_stale_file_anew()
    {
        _place.Run(Pipeline(timeout: 5), "Generate");

        Assert.Equal(0, _place.Run(Pipeline(timeout: 7), "Generate").ExitCode);
        Assert.Equal(0, _place.Run(Pipeline(timeout: 7), "GenerateCheck").ExitCode);
    }

    [Fact]
    public void A_file_edited_by_hand_is_not_overwritten_and_no_other_file_is_written()
    {
        _place.Run(Pipeline(timeout: 5), "Generate");
        _place.Write(Azure, File.ReadAllText(_place.PathOf(Azure)) + "# by hand\n");
        var before = _place.Files();

        var outcome = _place.Run(Pipeline(timeout: 7), "Generate");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains($"PIPE0322: {Azure} was edited by hand.", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(before, _place.Files());
    }

    [Fact]
    public void A_file_that_was_never_generated_is_not_overwritten()
    {
        _place.Write(GitHub, "name: mine\n");

        var outcome = _place.Run(Pipeline(), "Generate");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("PIPE0322", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(GitHub, Assert.Single(_place.Files()).Key);
    }

    [Fact]
    public void Force_overwrites_what_was_edited_by_hand()
    {
        _place.Run(Pipeline(), "Generate");
        var before = _place.Files();
        _place.Write(Azure, before[Azure] + "# by hand\n");

        Assert.Equal(0, _place.Run(Pipeline(), "Generate", "--force").ExitCode);
        Assert.Equal(before, _place.Files());
    }

    [Fact]
    public void What_is_up_to_date_is_not_touched()
    {
        _place.Run(Pipeline(timeout: 5), "Generate");
        var old = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_place.PathOf(Lock), old);
        File.SetLastWriteTimeUtc(_place.PathOf(Azure), old);
        _place.Run(Pipeline(timeout: 7), "Generate");
        _place.Run(Pipeline(timeout: 7), "Generate");

        Assert.Equal(old, File.GetLastWriteTimeUtc(_place.PathOf(Lock)));
        Assert.NotEqual(old, File.GetLastWriteTimeUtc(_place.PathOf(Azure)));
    }

    [Fact]
    public void A_file_that_is_not_generated_any_more_is_named_and_only_deleted_when_that_is_asked_for()
    {
        _place.Run(Pipeline(), "Generate");
        const string nightly = ".github/workflows/nightly.yml";
        _place.Write(nightly, File.ReadAllText(_place.PathOf(GitHub)));
        _place.Write(".github/workflows/mine.yml", "name: mine\n");

        var check = _place.Run(Pipeline(), "GenerateCheck");
        var told = _place.Run(Pipeline(), "Generate");
        Assert.Equal(1, check.ExitCode);
        Assert.Contains($"{nightly} is not generated any more", check.Output, StringComparison.Ordinal);
        Assert.Contains("+++ /dev/null", check.Output, StringComparison.Ordinal);
        Assert.Equal(0, told.ExitCode);
        Assert.Contains($"PIPE0323: {nightly}", told.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_place.PathOf(nightly)));

        Assert.Equal(0, _place.Run(Pipeline(), "Generate", "--prune").ExitCode);
        Assert.False(File.Exists(_place.PathOf(nightly)));
        Assert.True(File.Exists(_place.PathOf(".github/workflows/mine.yml")));
        Assert.Equal(0, _place.Run(Pipeline(), "GenerateCheck").ExitCode);
    }

    [Fact]
    public void An_edited_file_that_is_not_generated_any_more_is_only_deleted_by_force()
    {
        _place.Run(Pipeline(), "Generate");
        const string nightly = ".github/workflows/nightly.yml";
        _place.Write(nightly, File.ReadAllText(_place.PathOf(GitHub)) + "# by hand\n");

        Assert.Contains("PIPE0322", _place.Run(Pipeline(), "Generate", "--prune").Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_place.PathOf(nightly)));
        Assert.Equal(0, _place.Run(Pipeline(), "Generate", "--prune", "--force").ExitCode);
        Assert.False(File.Exists(_place.PathOf(nightly)));
    }

    [Fact]
    public void A_stale_file_is_told_in_the_form_that_MSBuild_reads()
    {
        _place.Run(Pipeline(timeout: 5), "Generate");

        var outcome = _place.Run(Pipeline(timeout: 7), "Generate", "--check");

        Assert.Matches(@"(?m)\.github/workflows/ci\.yml\(\d+,1\): error PIPE0321: ", outcome.Output);
    }

    [Fact]
    public void A_bots_change_to_the_lock_and_Generate_are_the_whole_update()
    {
        const string commit = "0123456789abcdef0123456789abcdef01234567";
        _place.Run(Pipeline(), "Generate");
        var text = System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(_place.PathOf(Lock)), "actions/checkout@[0-9a-f]{40} # v[0-9.]+", $"actions/checkout@{commit} # v99.0.0");
        _place.Write(Lock, text);

        var beside = _place.Run(Pipeline(), "Actions");
        Assert.Equal(1, beside.ExitCode);
        Assert.Contains("PIPE0326", beside.Output, StringComparison.Ordinal);
        Assert.Equal(1, _place.Run(Pipeline(), "GenerateCheck").ExitCode);

        Assert.Equal(0, _place.Run(Pipeline(), "Generate").ExitCode);
        Assert.Equal(text, File.ReadAllText(_place.PathOf(Lock)));
        Assert.Contains($"uses: actions/checkout@{commit} # v99.0.0", _place.Files()[GitHub], StringComparison.Ordinal);
        var verified = _place.Run(Pipeline(), "Actions");
        Assert.Equal(0, verified.ExitCode);
        Assert.Contains($"actions/checkout v99.0.0 {commit} {GitHub}", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Actions_finds_a_use_in_a_file_that_is_not_generated()
    {
        _place.Run(Pipeline(), "Generate");
        _place.Write(".github/workflows/mine.yml", "jobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n");

        var outcome = _place.Run(Pipeline(), "Actions");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(".github/workflows/mine.yml(4,1): error PIPE0325", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_that_locks_nothing_stops_the_generation()
    {
        _place.Write(Lock, "runs:\n  using: composite\n  steps:\n    - uses: actions/checkout@v7\n");

        var outcome = _place.Run(Pipeline(), "Generate");

        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("PIPE0308", outcome.Output + outcome.Error, StringComparison.Ordinal);
        Assert.Equal(Lock, Assert.Single(_place.Files()).Key);
    }

    [Theory]
    [InlineData("text", "! reviewers production: Settings")]
    [InlineData("markdown", "| **first:** reviewers | `production` |")]
    [InlineData("json", "\"urgent\": true")]
    public void CiSetup_tells_what_is_to_be_set_up_by_hand(string format, string expected)
    {
        var outcome = _place.Run(
            build =>
            {
                var deploy = build.Target("Deploy").Needs(build.SelectedEnvironment).ChangesEnvironment().Run((_, _) => { });
                build.Workflow("ci", w => w.Deploy(deploy, to: build.Environment("production", e => e)).Emit(GitHubActions.Dialect));
            },
            "CiSetup",
            "--ci-format",
            format);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(expected, outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_ends_are_gits_business()
    {
        _place.Run(Pipeline(), "Generate");
        _place.Write(GitHub, File.ReadAllText(_place.PathOf(GitHub)).ReplaceLineEndings("\r\n"));

        Assert.Equal(0, _place.Run(Pipeline(), "GenerateCheck").ExitCode);
    }

    [Fact]
    public void Warnings_of_the_definition_are_shown()
    {
        var outcome = _place.Run(Pipeline(), "Generate");

        Assert.Contains("PIPE0138", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("a smoke deployment", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_that_declares_Generate_itself_can_put_the_check_into_a_job()
    {
        Action<PipelineBuilder> pipeline = build =>
        {
            var check = build.Generate();
            build.Workflow("ci", w => w.OnPush("main").Job("check", [check]).Emit(GitHubActions.Dialect));
        };

        Assert.Equal(0, _place.Run(pipeline, "Generate").ExitCode);
        Assert.Contains("./build.sh GenerateCheck", _place.Files()[GitHub], StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_without_workflows_has_no_Generate()
    {
        Assert.Equal("PIPE0201", Assert.Single(_place.Run(build => build.Target("Lint").Run(), "Generate").Codes));
    }

    [Fact]
    public void A_name_that_clashes_with_the_added_targets_is_reported_where_the_pipeline_is_written()
    {
        var outcome = _place.Run(
            build =>
            {
                build.Parameter("check", "Mine", false);
                Pipeline()(build);
            },
            "--list");

        Assert.Equal((2, "PIPE0111"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
        Assert.DoesNotContain("GenerateTargets.cs", outcome.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    private static Action<PipelineBuilder> Pipeline(int timeout = 5) => build =>
    {
        var lint = build.Target("Lint").Run();
        var deploy = build.Target("Deploy").DependsOn(lint).Needs(build.SelectedEnvironment).ChangesEnvironment().Run((_, _) => { });
        var staging = build.Environment("staging", e => e.OnThisMachine());
        build.Workflow("ci", w => w
            .OnPush("main")
            .Job("lint", [lint], timeout: TimeSpan.FromMinutes(timeout))
            .Deploy(deploy, to: staging)
            .Emit(GitHubActions.Dialect, AzurePipelines.Dialect));
    };
}
