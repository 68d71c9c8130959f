namespace Pipeline.Sdk.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly Workplace _place = new();

    [Theory]
    [InlineData("Pakcage", "Unknown target 'Pakcage'. Did you mean 'Package'?")]
    [InlineData("--paralel", "Unknown option or parameter '--paralel'. Did you mean '--parallel'?")]
    [InlineData("--configuratoin=Debug", "Unknown option or parameter '--configuratoin'. Did you mean '--configuration'?")]
    [InlineData("--env=stagging", "Unknown environment 'stagging'. Did you mean 'staging'? Declared are: development, staging, production.")]
    [InlineData("--configuration=Relaese", "Did you mean 'Release'?")]
    [InlineData("--skip=Lnt", "Unknown target 'Lnt'. Did you mean 'Lint'?")]
    public void A_slip_is_answered_with_the_nearest_word(string word, string message)
    {
        var outcome = _place.Run(Samples.Service(_place), "Lint", word);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(_place.Ran);
    }

    // Names alone do not pass through the library that reads options: nobody may notice.
    [Theory]
    [InlineData]
    [InlineData("Lint")]
    [InlineData("Lint", "Package", "Lint")]
    [InlineData("A1_b", "no_such_Target", "help", "version")]
    public void Names_alone_are_read_as_the_library_reads_them(params string[] words)
    {
        var build = PipelineBuilder.Create([]);
        Samples.Service(_place)(build);
        var definition = build.ToDefinition();
        var (quick, library) = (new List<Diagnostic>(), new List<Diagnostic>());

        var read = Pipeline.Sdk.CommandLine.CommandLineParser.Read(definition, [.. words], quick);
        var expected = new Pipeline.Sdk.CommandLine.CommandLineParser(definition).Parse(words, library);

        Assert.Equal(expected.Invocation.Targets, read.Invocation.Targets);
        Assert.Equal(expected with { Invocation = read.Invocation, ImportResults = read.ImportResults }, read);
        Assert.Equivalent(expected.Invocation, read.Invocation);
        Assert.Equal(library, quick);
    }

    [Fact]
    public void All_mistakes_are_told_in_one_go()
    {
        var outcome = _place.Run(
            Samples.Service(_place), "Pakcage", "Lint", "--bogus", "--env", "mars", "--parallel", "many", "--retries", "often", "--feed-key", "hunter2", "--import-results", "no-such.tar");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal(["PIPE0002", "PIPE0201", "PIPE0202", "PIPE0203", "PIPE0207", "PIPE0209", "PIPE0451"], outcome.Codes.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("hunter2", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(_place.Ran);
    }

    [Theory]
    [InlineData("--env")]
    [InlineData("--parallel")]
    [InlineData("--export-results")]
    [InlineData("--import-results")]
    [InlineData("--skip")]
    [InlineData("--feed")]
    public void An_option_without_its_value_is_wrong_usage(string option)
    {
        var outcome = _place.Run(Samples.Service(_place), "Lint", option);

        Assert.Equal((2, "PIPE0001"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
        Assert.Contains(option, outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--env")]
    [InlineData("--parallel")]
    [InlineData("--feed")]
    [InlineData("--fast")]
    public void An_option_given_twice_is_wrong_usage(string option)
    {
        var outcome = _place.Run(Samples.Service(_place), "Lint", option, "1", option, "1");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("PIPE0001", outcome.Codes);
        Assert.Contains(option, outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("many")]
    [InlineData("1.5")]
    [InlineData("")]
    public void Parallel_takes_whole_numbers_from_1(string text)
    {
        var outcome = _place.Run(Samples.Service(_place), "Lint", "--parallel=" + text);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(text.Length == 0 ? "PIPE000" : $"PIPE0002: --parallel cannot be '{text}'", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(_place.Ran);
    }

    [Fact]
    public void A_word_that_looks_like_a_response_file_is_not_expanded()
    {
        _place.Write("x", "Lint");

        var outcome = _place.Run(Samples.Service(_place), "@" + _place.PathOf("x"));

        Assert.Equal((2, "PIPE0201"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
        Assert.Contains("@" + _place.PathOf("x"), outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_that_looks_like_a_directive_is_a_target_that_nobody_knows()
    {
        var outcome = _place.Run(Samples.Service(_place), "[diagram]");

        Assert.Equal((2, "PIPE0201"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
    }

    [Fact]
    public void After_two_dashes_nothing_is_an_option()
    {
        var outcome = _place.Run(Samples.Service(_place), "Lint", "--", "--list");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("'--list'", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
        Assert.Empty(_place.Ran);
    }

    [Fact]
    public void An_unknown_option_is_not_taken_for_the_value_of_the_one_before()
    {
        var outcome = _place.Run(Samples.Service(_place), "Test", "--skip", "Lint", "--bogus");

        Assert.Equal((2, "PIPE0202"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
    }

    [Fact]
    public void Targets_and_environments_are_found_regardless_of_case()
    {
        var outcome = _place.Run(Samples.Service(_place), "LINT", "deploy", "--env", "STAGING");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("Deploy orders.zip to staging", _place.Ran);
    }

    [Fact]
    public void A_target_named_twice_runs_once()
    {
        _place.Run(Samples.Service(_place), "Lint", "lint");

        Assert.Equal(["Lint"], _place.Ran);
    }

    [Fact]
    public void The_option_for_build_sh_is_passed_over()
    {
        Assert.Equal(0, _place.Run(Samples.Service(_place), "Lint", "--install-sdk").ExitCode);
    }

    [Fact]
    public void A_list_of_a_wrong_command_line_tells_the_mistake_only()
    {
        var outcome = _place.Run(build => build.Target("Lint").Run(), "--list", "--bogus");

        Assert.Equal((2, "PIPE0202"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
    }

    public void Dispose() => _place.Dispose();
}
