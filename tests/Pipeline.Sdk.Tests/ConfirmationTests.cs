namespace Pipeline.Sdk.Tests;

public sealed class ConfirmationTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public void Without_a_terminal_a_protected_environment_is_refused_and_nothing_runs()
    {
        var outcome = Deploy("production");

        Assert.Equal((3, "PIPE0601"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
        Assert.Contains("Deploy will change the protected environment 'production'", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(_place.Ran);
        Assert.False(Directory.Exists(_place.PathOf(".pipeline")), "What was refused leaves no run.");
    }

    [Theory]
    [InlineData("--yes")]
    [InlineData("-y")]
    public void Yes_confirms(string word)
    {
        var outcome = Deploy("production", word);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("Deploy orders.zip to production", _place.Ran);
    }

    [Theory]
    [InlineData("production\n")]
    [InlineData("  Production \n")]
    public void On_a_terminal_the_environments_name_confirms(string answer)
    {
        _place.Answer = answer;

        var outcome = Deploy("production");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.StartsWith("Deploy will change the protected environment 'production'. Type 'production' to go on: ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Deploy orders.zip to production", _place.Ran);
    }

    [Theory]
    [InlineData("yes\n")]
    [InlineData("staging\n")]
    [InlineData("\n")]
    [InlineData("")]
    public void On_a_terminal_any_other_answer_refuses(string answer)
    {
        _place.Answer = answer;

        var outcome = Deploy("production");

        Assert.Equal((3, "PIPE0602"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
        Assert.Empty(_place.Ran);
    }

    [Fact]
    public void An_environment_that_is_not_protected_asks_nothing()
    {
        Assert.Equal((0, ""), (Deploy("staging").ExitCode, Deploy("staging").Error));
    }

    [Fact]
    public void A_target_that_changes_nothing_asks_nothing()
    {
        var outcome = _place.Run(Samples.Service(_place), "Lint", "--env", "production");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
    }

    private Outcome Deploy(string environment, params string[] words) => _place.Run(Samples.Service(_place), ["Deploy", "--env", environment, .. words]);

    public void Dispose() => _place.Dispose();
}
