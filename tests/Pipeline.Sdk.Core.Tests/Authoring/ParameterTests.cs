namespace Pipeline.Sdk.Core.Tests.Authoring;

/// <summary>Parameters of every kind: their type, how their text is read, and what is said of a text that cannot be.</summary>
public class ParameterTests
{
    private readonly PipelineBuilder _build = Given.Pipeline();

    public enum Configuration
    {
        Debug,
        Release,
    }

    [Fact]
    public void Every_kind_has_its_own_type()
    {
        Assert.IsType<Parameter<string>>(_build.Parameter("text", "", "x"));
        Assert.IsType<Parameter<bool>>(_build.Parameter("flag", "", true));
        Assert.IsType<Parameter<int>>(_build.Parameter("count", "", 3));
        Assert.IsType<Parameter<TimeSpan>>(_build.Parameter("limit", "", TimeSpan.FromMinutes(5)));
        Assert.IsType<Parameter<SemanticVersion>>(_build.Parameter("from", "", new SemanticVersion(1, 0, 0)));
        Assert.IsType<Parameter<Configuration>>(_build.Parameter("configuration", "", Configuration.Release));
        Assert.IsType<Parameter<int>>(_build.RequiredParameter<int>("required-count", ""));
        Assert.IsType<Parameter<Configuration>>(_build.RequiredParameter<Configuration>("required-configuration", ""));
        Assert.All(_build.ToDefinition().Parameters, parameter => Assert.Equal(parameter.Name.StartsWith("required", StringComparison.Ordinal), parameter.IsRequired));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("yes", true)]
    [InlineData("on", true)]
    [InlineData("1", true)]
    [InlineData("FALSE", false)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    [InlineData("0", false)]
    public void A_switch_is_read_as_people_and_ci_systems_write_it(string text, bool expected) => Assert.Equal(expected, Read(true, text));

    [Fact]
    public void Texts_are_read_in_the_invariant_culture()
    {
        Assert.Equal("as it is", Read("", "as it is"));
        Assert.Equal(-12, Read(0, "-12"));
        Assert.Equal(0.5, Read(1.0, "0.5"));
        Assert.Equal(TimeSpan.FromMinutes(90), Read(TimeSpan.Zero, "01:30:00"));
        Assert.Equal(new SemanticVersion(1, 2, 3, "beta.4"), Read(new SemanticVersion(0, 0, 0), "1.2.3-beta.4"));
        Assert.Equal(Configuration.Debug, ReadChoice("DEBUG"));
    }

    [Theory]
    [InlineData("0,5")]
    [InlineData("1,000.5")]
    public void A_comma_in_a_number_is_an_error_and_not_a_thousand(string text)
    {
        Assert.Equal("expected a number like 0.5", Error(1.0, text));
        Assert.Equal("expected a number like 0.5", Error(1.0m, text));
    }

    [Fact]
    public void A_text_that_cannot_be_read_is_told_what_is_valid()
    {
        Assert.Equal("expected true or false", Error(true, "perhaps"));
        Assert.Equal("expected a whole number", Error(1, "1.5"));
        Assert.Equal("expected a duration like 90s, 5m, 1h30m or 00:05:00", Error(TimeSpan.Zero, "soon"));
        Assert.Equal("expected a semantic version like 1.4.0-beta.2", Error(new SemanticVersion(0, 0, 0), "1.2"));
    }

    [Theory]
    [InlineData("Fast")]
    [InlineData("1")]
    [InlineData("7")]
    [InlineData("Debug, Release")]
    [InlineData("")]
    public void Only_a_members_name_is_a_choice(string text)
    {
        _build.Parameter("configuration", "", Configuration.Release);
        Assert.Equal("expected one of Debug, Release", _build.ToDefinition().Parameters[0].Parse(text).Error);
    }

    [Fact]
    public void A_secret_shows_as_stars()
    {
        _build.Secret("nuget-api-key", "Key");
        var definition = Assert.Single(_build.ToDefinition().Parameters);

        var value = Assert.IsType<SecretText>(definition.Parse("s3cr3t").Value);
        Assert.Equal("s3cr3t", value.Reveal());
        Assert.Equal("***", $"{value}");
        Assert.Equal("PIPELINE_NUGET_API_KEY", definition.Variable);
    }

    private object? Read<T>(T fallback, string text)
        where T : IParsable<T>
    {
        _build.Parameter("p", "", fallback);
        var parsed = _build.ToDefinition().Parameters[^1].Parse(text);
        Assert.Null(parsed.Error);
        return parsed.Value;
    }

    private string? Error<T>(T fallback, string text)
        where T : IParsable<T>
    {
        _build.Parameter("p", "", fallback);
        return _build.ToDefinition().Parameters[^1].Parse(text).Error;
    }

    private object? ReadChoice(string text)
    {
        _build.Parameter("configuration", "", Configuration.Release);
        return _build.ToDefinition().Parameters[^1].Parse(text).Value;
    }
}
