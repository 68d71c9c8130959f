namespace Pipeline.Sdk.Tests;

public sealed class ParameterTests : IDisposable
{
    private readonly Workplace _place = new();

    [Theory]
    [InlineData("--name=-x", "-x")]
    [InlineData("--name=--list", "--list")]
    [InlineData("--name=a=b", "a=b")]
    [InlineData("--name=a b", "a b")]
    [InlineData("--name:colon", "colon")]
    [InlineData("--name=@file", "@file")]
    [InlineData("--name=\"quoted\"", "\"quoted\"")]
    public void A_value_is_taken_as_it_stands(string word, string value)
    {
        var outcome = _place.Run(Samples.Shows(_place, "default"), word);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal([value], _place.Ran);
    }

    [Theory]
    [InlineData("-x")]
    [InlineData("@file")]
    [InlineData("")]
    public void A_value_in_a_word_of_its_own_is_taken_as_it_stands(string value)
    {
        var outcome = _place.Run(Samples.Shows(_place, "default"), "--name", value);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal([value], _place.Ran);
    }

    [Theory]
    [InlineData("True", "--check")]
    [InlineData("True", "--check", "yes")]
    [InlineData("True", "--check=1")]
    [InlineData("False", "--check", "off")]
    [InlineData("False", "--check=false")]
    [InlineData("False")]
    [InlineData("True", "Show", "--check")]
    [InlineData("True", "--check", "Show")]
    [InlineData("True", "--check", "show", "--only")]
    public void A_parameter_that_is_true_or_false_is_a_switch(string value, params string[] words)
    {
        var outcome = _place.Run(Samples.Shows(_place, false, "check"), words);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal([value], _place.Ran);
    }

    [Fact]
    public void A_switch_with_another_value_is_wrong_usage()
    {
        var outcome = _place.Run(Samples.Shows(_place, false, "check"), "--check=maybe");

        Assert.Equal((2, "PIPE0207"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
        Assert.Contains("Parameter 'check' cannot be 'maybe' (from command line): expected true or false.", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_outweighs_the_variable_and_the_variable_the_default()
    {
        _place.Run(Samples.Shows(_place, "default", "feed-url"));
        _place.Variables = _place.Variables.SetItem("PIPELINE_FEED_URL", "variable");
        _place.Run(Samples.Shows(_place, "default", "feed-url"));
        _place.Run(Samples.Shows(_place, "default", "feed-url"), "--feed-url", "option");

        Assert.Equal(["default", "variable", "option"], _place.Ran);
    }

    [Fact]
    public void A_wrong_value_of_a_variable_names_the_variable()
    {
        _place.Variables = _place.Variables.SetItem("PIPELINE_COUNT", "few");

        var outcome = _place.Run(Samples.Shows(_place, 3, "count"));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("PIPE0207: Parameter 'count' cannot be 'few' (from environment variable PIPELINE_COUNT): expected a whole number.", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_plan_needs_and_nobody_gave_is_told_before_anything_runs()
    {
        var outcome = _place.Run(Samples.Service(_place), "Publish");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal(["PIPE0206", "PIPE0206"], outcome.Codes);
        Assert.Contains("PIPELINE_FEED_KEY", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(_place.Ran);
    }

    [Fact]
    public void A_secret_comes_from_its_variable_and_is_shown_nowhere()
    {
        _place.Variables = _place.Variables.SetItem("PIPELINE_FEED_KEY", "hunter2-secret").SetItem("PIPELINE_FEED", "https://feed");
        Action<PipelineBuilder> leaks = build =>
        {
            var key = build.Secret("feed-key", "Key");
            build.Target("Leak").Needs(key).Run((run, secret) => run.Log.Info("the key is " + secret.Reveal()));
        };

        var outcome = _place.Run(leaks, "Leak");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("the key is ***", outcome.Output, StringComparison.Ordinal);
        var written = Directory.EnumerateFiles(_place.Root, "*", SearchOption.AllDirectories).Select(File.ReadAllText);
        Assert.All(written.Append(outcome.Output), text => Assert.DoesNotContain("hunter2-secret", text, StringComparison.Ordinal));
    }

    public void Dispose() => _place.Dispose();
}
