namespace Pipeline.Sdk.Generation.Running;

/// <summary>The workflows of a small repository, run with the real engine: hand-off, outputs, secrets, deployments.</summary>
[Trait("Category", "Integration")]
public sealed class SmallRepositoryTests
{
    [Theory]
    [InlineData("github")]
    [InlineData("azure")]
    public async Task A_push_packages_once_and_promotes_that_release(string dialect)
    {
        using var repository = await SmallRepository.Create();

        var outcome = await repository.Run(dialect, "push");

        Assert.True(outcome.Result == "success", string.Join('\n', outcome.Jobs.Select(job => $"{job.Job} {job.Result}\n{job.Log}")));
        Assert.Equal("hello: some words\n", repository.Read(dialect, "production/live.txt"));
        Assert.NotNull(repository.Read(dialect, "staging/digests.txt"));
        Assert.Equal(repository.Read(dialect, "staging/digests.txt"), repository.Read(dialect, "production/digests.txt"));
        Assert.Equal("1.2.3", repository.Read(dialect, "announced/announcement.txt"));
        Assert.Equal("21", repository.Read(dialect, "production/secret-length.txt"));
        Assert.Equal(dialect == "github" ? "https://production.example.org/" : null, outcome.Job("deploy_production").Url);
        Assert.Contains("Package", outcome.Job("package").Summary, StringComparison.Ordinal);
        Assert.All(outcome.Jobs, job => Assert.DoesNotContain("correct-horse-battery", job.Log.Replace("::add-mask::correct-horse-battery", "", StringComparison.Ordinal).Replace("##vso[task.setsecret]correct-horse-battery", "", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.Equal(["release.txt"], outcome.Artifacts["release"]);
    }

    [Theory]
    [InlineData("github")]
    [InlineData("azure")]
    public async Task A_pull_request_deploys_nothing(string dialect)
    {
        using var repository = await SmallRepository.Create();

        var outcome = await repository.Run(dialect, "pull_request");

        Assert.Equal(("success", "success", "skipped", "skipped"), (outcome.Result, outcome.Job("package").Result, outcome.Job("deploy_staging").Result, outcome.Job("announce").Result));
        Assert.Null(repository.Read(dialect, "staging/live.txt"));
    }

    [Theory]
    [InlineData("github")]
    [InlineData("azure")]
    public async Task A_deployment_that_is_refused_is_rolled_back_and_production_keeps_what_it_has(string dialect)
    {
        using var repository = await SmallRepository.Create(("fails-in-staging", ""));

        var outcome = await repository.Run(dialect, "push");

        Assert.Equal(("failure", "failure", "success", "skipped"), (outcome.Result, outcome.Job("deploy_staging").Result, outcome.Job("rollback_staging").Result, outcome.Job("deploy_production").Result));
        Assert.Equal("the release before", repository.Read(dialect, "staging/live.txt"));
        Assert.Null(repository.Read(dialect, "production/live.txt"));
    }

    [Theory]
    [InlineData("github")]
    [InlineData("azure")]
    public async Task What_a_person_types_reaches_the_target_as_it_is(string dialect)
    {
        using var repository = await SmallRepository.Create();

        var outcome = await repository.Run(dialect, "workflow_dispatch", new Dictionary<string, string> { ["greeting"] = "it's \"$(id)\" ${{ x }}; `id`" });

        Assert.Equal("success", outcome.Result);
        Assert.Equal("it's \"$(id)\" ${{ x }}; `id`: some words\n", repository.Read(dialect, "production/live.txt"));
    }
}
