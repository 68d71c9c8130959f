using Pipeline.Sdk.Generation.Definitions;

namespace Pipeline.Sdk.Generation.Running;

/// <summary>Every approved definition, run from both of its files: the same jobs in the same order, with the same outcomes, seeing the same.</summary>
[Trait("Category", "Integration")]
public sealed class StandInTests : IDisposable
{
    private static readonly (string Event, string Ref)[] Starts =
    [
        ("push", "refs/heads/main"), ("pull_request", "refs/pull/7/merge"), ("workflow_dispatch", "refs/heads/main"),
        ("push", "refs/heads/feature/x/y"), ("push", "refs/tags/v1.2.3"), ("schedule", "refs/heads/main"),
    ];

    private static readonly Dictionary<string, string> Secrets = new() { ["PIPELINE_LICENSE_KEY"] = "l", ["PIPELINE_FEED_KEY"] = "f", ["PIPELINE_NUGET_API_KEY"] = "key of orders-team", ["PIPELINE_SIGNING_KEY"] = "s", ["PIPELINE_PREVIEW_KEY"] = "p" };

    private readonly Interpreter _interpreter = new();

    [Fact]
    public async Task Both_files_of_every_definition_mean_the_same_whatever_starts_them()
    {
        var cases = (
            from definition in AllDefinitions.Pipelines
            let folder = _interpreter.Write(definition.Key, WorkflowFiles.From(definition.Value()))
            from github in Directory.EnumerateFiles(Path.Combine(folder, ".github", "workflows"))
            let azure = AzureOf(folder, Path.GetFileNameWithoutExtension(github))
            from start in definition.Key.StartsWith("push", StringComparison.Ordinal) || definition.Key.StartsWith("tags", StringComparison.Ordinal) ? Starts : Starts.Take(3)
            select (Id: $"{definition.Key}-{Path.GetFileNameWithoutExtension(github)}-{start.Event}-{start.Ref.Replace('/', '_')}", github, azure, start)).ToList();

        var outcomes = await Both(cases.Select(one => (Request(one.Id, one.github, one.start), Request(one.Id, one.azure, one.start))));

        // A job for another operating system is passed over, and what it would have handed on is missing.
        var (whole, passedOver) = (outcomes.Where(pair => !IsPassedOver(pair.GitHub)).ToList(), outcomes.Where(pair => IsPassedOver(pair.GitHub)).Select(pair => pair.GitHub.Id));
        TestContext.Current.TestOutputHelper?.WriteLine($"Passed over, for they need another operating system: {string.Join(", ", passedOver)}");
        Assert.All(whole, pair => Assert.Equal($"{pair.GitHub.Id}\n{pair.GitHub.Meaning()}", $"{pair.Azure.Id}\n{pair.Azure.Meaning()}"));
        Assert.All(whole.SelectMany(pair => pair.GitHub.Jobs), job => Assert.NotEqual("failure", job.Result));
        Assert.Contains(whole, pair => pair.GitHub.Result == "not started");
        Assert.Contains(whole.SelectMany(pair => pair.GitHub.Jobs), job => job.Result == "skipped");
    }

    [Theory]
    [InlineData("promotion", "Test")]
    [InlineData("promotion", "Package")]
    [InlineData("promotion", "Deploy")]
    [InlineData("conditions", "A")]
    [InlineData("everything", "Lint")]
    [InlineData("outputs", "Version")]
    [InlineData("called", "Check")]
    public async Task Both_mean_the_same_when_a_target_fails(string definition, string failing)
    {
        _interpreter.Environment["FAILING"] = failing;

        var (github, azure) = await Run(definition, "push");

        Assert.Equal(github.Meaning(), azure.Meaning());
        Assert.Equal("failure", github.Result);
    }

    [Fact]
    public async Task A_deployment_that_fails_is_taken_back_and_nothing_is_promoted()
    {
        _interpreter.Environment["FAILING"] = "Deploy";

        var (github, azure) = await Run("rolled-back", "push");

        foreach (var outcome in new[] { github, azure })
        {
            Assert.Equal(["Rollback env=staging seen= "], outcome.Job("rollback_staging").Said);
            Assert.Equal(("failure", "skipped", "skipped"), (outcome.Job("deploy_staging").Result, outcome.Job("deploy_production").Result, outcome.Job("rollback_production").Result));
        }
    }

    [Fact]
    public async Task A_deployment_that_succeeds_is_not_taken_back()
    {
        var (github, azure) = await Run("rolled-back", "push");

        Assert.All(new[] { github, azure }, outcome => Assert.Equal("skipped", outcome.Job("rollback_production").Result));
    }

    [Theory]
    [InlineData("", "Redeploy env=staging")]
    [InlineData("1.2.3", "PIPELINE_RELEASE=1.2.3;")]
    public async Task A_person_deploys_a_release_to_the_environment_of_their_choice(string release, string said)
    {
        var inputs = new Dictionary<string, string> { ["environment"] = "staging", ["release"] = release };

        var (github, azure) = await Run("on-demand", "workflow_dispatch", "redeploy", inputs);

        Assert.Equal(github.Meaning(), azure.Meaning());
        Assert.Contains(said, Assert.Single(github.Job("redeploy_staging").Said), StringComparison.Ordinal);
        Assert.Equal("skipped", github.Job("redeploy_production").Result);
    }

    [Theory]
    [InlineData("try_only", "false", "real")]
    [InlineData("configuration", "Debug", "debug")]
    [InlineData("note", "x' == 'x", null)]
    public async Task An_input_reaches_conditions_and_targets_as_it_is(string input, string value, string? runs)
    {
        var inputs = new Dictionary<string, string> { [input] = value, ["ticket"] = "T-1" };

        var (github, azure) = await Run("manual-inputs", "workflow_dispatch", inputs: inputs);

        Assert.Equal(github.Meaning(), azure.Meaning());
        Assert.Contains($"={value};", Assert.Single(github.Job("publish").Said), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(runs is null ? [] : [runs], github.Jobs.Where(job => job.Job != "publish" && job.Result == "success").Select(job => job.Job));
    }

    [Fact]
    public async Task Texts_reach_the_targets_unchanged()
    {
        var (github, azure) = await Run("variables", "push");

        Assert.Equal(github.Meaning(), azure.Meaning());
        Assert.Contains(@"SHOWN_COLON=a: b;SHOWN_DATE=2024-01-01;SHOWN_DOLLAR=$HOME `x` %PATH%;SHOWN_EMOJI=😀;SHOWN_EXPONENT=1e5;SHOWN_FLAG=on;SHOWN_HASH=a #b;SHOWN_LINES=one", Assert.Single(github.Job("texts").Said), StringComparison.Ordinal);
        Assert.Contains("SHOWN_NOTHING=~;SHOWN_NUMBER=3.10;SHOWN_OCTAL=0777;", github.Job("texts").Said[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outputs_reach_conditions_and_variables_of_later_jobs_and_the_environments_address()
    {
        var (github, azure) = await Run("everything", "push", @ref: "refs/tags/v1.2.3");

        Assert.Equal(github.Meaning(), azure.Meaning());
        Assert.Contains("SHOWN_ADDRESS=https://orders.example.org/;SHOWN_VERSION=1.2.3;", Assert.Single(github.Job("announce").Said), StringComparison.Ordinal);
        Assert.Equal("https://orders.example.org/", github.Job("deploy_production").Url);
    }

    [Fact]
    public async Task A_pull_request_reads_a_cache_and_never_writes_one()
    {
        var file = Path.Combine(_interpreter.Write("caches", WorkflowFiles.From(AllDefinitions.Pipelines["caches"]())), ".github", "workflows", "ci.yml");

        var outcomes = await _interpreter.Run("github", [Request("1", file, ("pull_request", "refs/pull/7/merge")), Request("2", file, ("push", "refs/heads/main"))]);

        Assert.Equal([false, true], outcomes.Select(outcome => outcome.Job("cached").Steps.Any(step => step[0].StartsWith("Save", StringComparison.Ordinal) && step[1] == "success")));
    }

    public void Dispose() => _interpreter.Dispose();

    private static bool IsPassedOver(RunOutcome outcome) => outcome.Jobs.GroupBy(job => job.Job).Any(job => job.All(leg => leg.Result == "passed over"));

    private static string AzureOf(string folder, string workflow)
    {
        var own = Path.Combine(folder, $"azure-pipelines.{workflow}.yml");
        return File.Exists(own) ? own : Path.Combine(folder, "azure-pipelines.yml");
    }

    private static RunRequest Request(string id, string file, (string Event, string Ref) start, IReadOnlyDictionary<string, string>? inputs = null) =>
        new() { Id = id, File = file, Event = start.Event, Ref = start.Ref, Secrets = Secrets, Inputs = inputs ?? new Dictionary<string, string>() };

    private async Task<(RunOutcome GitHub, RunOutcome Azure)> Run(string definition, string @event, string workflow = "ci", IReadOnlyDictionary<string, string>? inputs = null, string @ref = "refs/heads/main")
    {
        var folder = _interpreter.Write(definition, WorkflowFiles.From(AllDefinitions.Pipelines[definition]()));
        var github = Path.Combine(folder, ".github", "workflows", workflow + ".yml");
        return Assert.Single(await Both([(Request(definition, github, (@event, @ref), inputs), Request(definition, AzureOf(folder, workflow), (@event, @ref), inputs))]));
    }

    private async Task<IReadOnlyList<(RunOutcome GitHub, RunOutcome Azure)>> Both(IEnumerable<(RunRequest GitHub, RunRequest Azure)> requests)
    {
        var pairs = requests.ToList();
        var runs = await Task.WhenAll(_interpreter.Run("github", pairs.Select(pair => pair.GitHub)), _interpreter.Run("azure", pairs.Select(pair => pair.Azure)));
        return [.. runs[0].Zip(runs[1])];
    }
}
