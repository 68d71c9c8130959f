using System.Text.RegularExpressions;

namespace Pipeline.Sdk.Tests;

public sealed class ViewTests : IDisposable
{
    private readonly Workplace _place = new();

    [Theory]
    [InlineData("list", "--list")]
    [InlineData("help", "--help")]
    [InlineData("plan", "--plan", "Deploy", "--env", "production", "--skip", "Lint", "--configuration", "debug")]
    [InlineData("plan-default", "--plan", "--fast")]
    [InlineData("plan-secrets", "--plan", "Publish", "--feed", "https://feed")]
    [InlineData("dry-run", "--dry-run", "Deploy", "--env", "production", "--skip", "Lint")]
    public void A_view_is_as_approved(string name, params string[] words)
    {
        _place.Variables = _place.Variables.SetItem("PIPELINE_FEED_KEY", "hunter2").SetItem("PIPELINE_RETRIES", "5");

        var outcome = _place.Run(Samples.Service(_place), words);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Empty(_place.Ran);
        Assert.False(Directory.Exists(_place.PathOf(".pipeline")), "A view writes nothing.");
        Approved.Verify(outcome.Output, name);
    }

    [Theory]
    [InlineData("-h")]
    [InlineData("-?")]
    [InlineData("--help")]
    public void Help_has_short_forms(string word)
    {
        Assert.StartsWith("Usage: ./build.sh", _place.Run(Samples.Service(_place), word).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_comes_before_everything_else_on_the_command_line()
    {
        var outcome = _place.Run(Samples.Service(_place), "--bogus", "--help", "--list", "--format", "odd", "--env");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.StartsWith("Usage:", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_works_on_an_invalid_pipeline()
    {
        var outcome = _place.Run(
            build =>
            {
                build.Target("Lint").Run();
                build.Target("Lint").Run();
                build.Target("Half");
                build.Parameter("two words", "Not an option", 1);
                build.Parameter("twice", "First", 1);
                build.Parameter("twice", "Second", 1);
                build.Parameter("list", "Reserved", 1);
                build.Parameter("", "Nothing", 1);
            },
            "--help");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("Usage:", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_of_help_is_reserved_and_known()
    {
        foreach (var option in CommandLine.OwnOptions.All)
        {
            var name = option.Name;
            Assert.True(Graph.ReservedOptions.All.Contains(name[2..]), $"{name} is not reserved.");
            Assert.DoesNotContain("PIPE0202", _place.Run(Samples.Service(_place), "--dry-run", name).Codes);
        }
    }

    [Fact]
    public void Version_is_one_line()
    {
        var outcome = _place.Run(Samples.Service(_place), "--version");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches(new Regex(@"^\d+\.\d+\.\d+\S*\n$"), outcome.Output);
    }

    [Fact]
    public void A_pipeline_without_anything_can_be_listed()
    {
        var outcome = _place.Run(_ => { }, "--list");

        Assert.Equal((0, "Targets\n"), (outcome.ExitCode, outcome.Output));
    }

    [Fact]
    public void A_dry_run_of_a_protected_environment_asks_nothing()
    {
        var outcome = _place.Run(Samples.Service(_place), "--dry-run", "Deploy", "--env", "production");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
    }

    public void Dispose() => _place.Dispose();
}
