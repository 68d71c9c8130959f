namespace Pipeline.Sdk.Tests;

public sealed class SelectionTests : IDisposable
{
    private readonly Workplace _place = new();

    [Theory]
    [InlineData("--skip", "Lint,Compile")]
    [InlineData("--skip", "Lint", "Compile")]
    [InlineData("--skip", "Lint", "--skip", "Compile")]
    [InlineData("--skip=Lint, Compile")]
    [InlineData("--skip", "lint,", "COMPILE")]
    public void Skip_takes_lists_with_commas_and_spaces(params string[] words)
    {
        var outcome = _place.Run(Samples.Service(_place), ["Package", .. words]);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(["Test", "Package 3"], _place.Ran);
    }

    [Fact]
    public void Only_leaves_out_what_was_not_named()
    {
        var outcome = _place.Run(Samples.Service(_place), "Test", "--only");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(["Test"], _place.Ran);
    }

    [Fact]
    public void Leaving_out_an_output_that_is_needed_is_wrong_usage()
    {
        var outcome = _place.Run(Samples.Service(_place), "Package", "--only");

        Assert.Equal((2, "PIPE0205"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
        Assert.Empty(_place.Ran);
    }

    [Fact]
    public void With_parallel_1_targets_run_in_the_order_of_declaration()
    {
        _place.Run(Samples.Service(_place), "Package", "--parallel", "1");

        Assert.Equal(["Lint", "Compile Release", "Test", "Package 3"], _place.Ran);
    }

    [Fact]
    public void The_default_runs_when_nothing_is_named()
    {
        _place.Run(Samples.Service(_place));

        Assert.Equal(["Compile Release", "Test"], _place.Ran);
    }

    [Fact]
    public void A_target_that_needs_an_environment_does_not_run_without_one()
    {
        var outcome = _place.Run(Samples.Service(_place), "Deploy");

        Assert.Equal((2, "PIPE0204"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
        Assert.Contains("declared are: development, staging, production", outcome.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();
}
