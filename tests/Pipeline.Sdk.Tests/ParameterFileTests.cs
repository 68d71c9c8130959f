namespace Pipeline.Sdk.Tests;

/// <summary>Values from <c>.pipeline/parameters.json</c> and the file of an environment.</summary>
public sealed class ParameterFileTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public void Each_source_outweighs_those_after_it()
    {
        Assert.Equal("default", Shown());
        _place.Write(".pipeline/parameters.json", """{ "feed-url": "common" }""");
        Assert.Equal("common", Shown());
        _place.Write(".pipeline/parameters.staging.json", """{ "feed-url": "staging" }""");
        Assert.Equal("staging", Shown());
        _place.Variables = _place.Variables.SetItem("FEED_URL", "native");
        Assert.Equal("native", Shown());
        _place.Variables = _place.Variables.SetItem("PIPELINE_FEED_URL", "variable");
        Assert.Equal("variable", Shown());
        Assert.Equal("option", Shown("--feed-url", "option"));

        string Shown(params string[] words)
        {
            var outcome = _place.Run(Feed, ["--env", "staging", .. words]);
            Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
            return _place.Ran.Last();
        }
    }

    [Fact]
    public void The_file_of_an_environment_counts_for_that_environment_only()
    {
        _place.Write(".pipeline/parameters.json", """{ "feed-url": "common" }""");
        _place.Write(".pipeline/parameters.staging.json", "this is not even JSON");

        Assert.Equal(0, _place.Run(Feed).ExitCode);
        Assert.Equal(0, _place.Run(Feed, "--env", "production").ExitCode);
        Assert.Equal(["common", "common"], _place.Ran);
        Assert.Equal("PIPE0210", Assert.Single(_place.Run(Feed, "--env", "STAGING").Codes));
    }

    [Theory]
    [InlineData("--list")]
    [InlineData("--plan")]
    [InlineData("--env", "staging")]
    public void Warns_0222_of_a_file_whose_environment_nobody_declared(params string[] words)
    {
        _place.Write(".pipeline/parameters.prod.json", """{ "feed-url": "prod" }""");
        _place.Write(".pipeline/parameters.stagin.json", """{ "feed-url": "slip" }""");
        _place.Write(".pipeline/parameters.staging.json", """{ "feed-url": "staging" }""");
        _place.Write(".pipeline/parameters.json", "{}");

        var outcome = _place.Run(Feed, words);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["PIPE0222", "PIPE0222"], outcome.Codes);
        Assert.StartsWith("warning PIPE0222: .pipeline/parameters.prod.json is never read: there is no environment 'prod'.", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("no environment 'stagin'. Did you mean 'staging'?", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("declared are: staging, production.", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plan_the_list_and_help_say_which_place_wins()
    {
        _place.Write(".pipeline/parameters.json", "{\n  // where packages go\n  \"feed-url\": \"common\",\n}");

        Assert.Contains("feed-url = common (.pipeline/parameters.json(3,15))", _place.Run(Feed, "--plan").Output, StringComparison.Ordinal);
        foreach (var view in new[] { "--list", "--help" })
        {
            Assert.Contains("(default default; or PIPELINE_FEED_URL or FEED_URL; now common from .pipeline/parameters.json(3,15))", _place.Run(Feed, view).Output, StringComparison.Ordinal);
            Assert.Contains("now x from command line)", _place.Run(Feed, view, "--feed-url", "x").Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_type_is_written_as_json_writes_it()
    {
        _place.Write(".pipeline/parameters.json", """{ "count": 3, "fast": true, "ratio": 0.5, "tags": ["a,b", "c"], "limit": "90s", "sizes": [1, 2] }""");

        var outcome = _place.Run(Types, "--plan");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.All(
            ["count = 3 (", "fast = True (", "ratio = 0.5 (", "tags = \"a,b\",c (", "limit = 00:01:30 (", "sizes = 1,2 ("],
            text => Assert.Contains(text, outcome.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\n  \"count\": 3\n  \"fast\": true\n}", "PIPE0210: .pipeline/parameters.json(3,3)")]
    [InlineData("{ \"count\": 3", "PIPE0210: .pipeline/parameters.json(1,13)")]
    [InlineData("", "PIPE0210: .pipeline/parameters.json(1,1)")]
    [InlineData("[1]", "PIPE0210: .pipeline/parameters.json(1,1) is not the JSON of parameters: expected an object")]
    [InlineData("{} {}", "PIPE0210: .pipeline/parameters.json(1,4)")]
    [InlineData("{\n \"cuont\": 3 }", "PIPE0211: .pipeline/parameters.json(2,2) names 'cuont', and there is no such parameter. Did you mean 'count'?")]
    [InlineData("{ \"count\": 3,\n \"count\": 4 }", "PIPE0212: .pipeline/parameters.json(2,2) names 'count' again; first at .pipeline/parameters.json(1,3)")]
    [InlineData("{ \"key\": \"hunter2\" }", "PIPE0213: .pipeline/parameters.json(1,3) holds the secret 'key'")]
    [InlineData("{ \"count\": \"many\" }", "PIPE0207: Parameter 'count' cannot be 'many' (from .pipeline/parameters.json(1,12)): expected a whole number")]
    [InlineData("{ \"tägs\": 1, \"count\": {} }", "(from .pipeline/parameters.json(1,23)): expected a number, found an object")]
    [InlineData("{ \"count\": true }", "expected a number, found true or false")]
    [InlineData("{ \"count\": null }", "null is no value: remove the name instead")]
    [InlineData("{ \"count\": [1] }", "expected a number, found an array")]
    [InlineData("{ \"label\": 1.10 }", "Parameter 'label' cannot be '1.10' (from .pipeline/parameters.json(1,12)): expected a text: put it into double quotes")]
    [InlineData("{ \"tags\": \"a,b\" }", "expected an array like [\"a\", \"b\"], found a text")]
    [InlineData("{ \"sizes\": [1,\n \"x\"] }", "(from .pipeline/parameters.json(2,2)): entry 2, 'x': expected a whole number")]
    [InlineData("{ \"tags\": [\"a\", 1] }", "expected a text: put it into double quotes")]
    public void What_is_wrong_is_told_with_file_line_and_column_and_nothing_runs(string json, string message)
    {
        _place.Write(".pipeline/parameters.json", json);

        var outcome = _place.Run(Types);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(_place.Ran);
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_file_is_told_at_once()
    {
        _place.Write(".pipeline/parameters.json", """{ "cuont": 3, "key": "x", "count": "many", "fast": 1 }""");
        Assert.Equal(["PIPE0211", "PIPE0213", "PIPE0207", "PIPE0207"], _place.Run(Types).Codes);
        Assert.Equal(0, _place.Run(Types, "--help").ExitCode);
    }

    [Fact]
    public void A_mark_at_the_beginning_of_the_file_is_no_error()
    {
        _place.Write(".pipeline/parameters.json", "\uFEFF{ \"count\": 3 }");
        Assert.Equal((0, ""), (_place.Run(Types).ExitCode, _place.Run(Types).Error));
    }

    [Fact]
    public void Rejects_0214_a_file_that_cannot_be_read()
    {
        // A link to itself exists for nobody; a folder is no file. What is left for everybody, root included, is a link that leads to one.
        Directory.CreateDirectory(_place.PathOf(".pipeline"));
        File.CreateSymbolicLink(_place.PathOf(".pipeline/parameters.json"), "/proc/self/mem");
        if (!OperatingSystem.IsLinux())
            Assert.Skip("There is no /proc/self/mem.");

        Assert.Equal("PIPE0214", Assert.Single(_place.Run(Types).Codes));
    }

    [Fact]
    public void A_list_is_repeated_or_written_with_commas()
    {
        _place.Run(Tags, "--tags", "a,b", "--tags", "c", "Show");
        _place.Run(Tags, "--tags=a", "--tags", "\"x,y\"");
        _place.Variables = _place.Variables.SetItem("PIPELINE_TAGS", "d,e\nf\n");
        _place.Run(Tags);
        _place.Run(Tags, "--tags", "");

        Assert.Equal(["a|b|c", "a|x,y", "d|e|f", ""], _place.Ran);
    }

    private void Feed(PipelineBuilder build)
    {
        var feed = build.Parameter("feed-url", "Feed", "default", variable: "FEED_URL");
        build.Environment("staging", e => e);
        build.Environment("production", e => e);
        build.Default(build.Target("Show").Needs(feed).Run((_, text) => _place.Ran.Enqueue(text)));
    }

    private void Tags(PipelineBuilder build)
    {
        var tags = build.ListParameter<string>("tags", "Tags");
        build.Default(build.Target("Show").Needs(tags).Run((_, all) => _place.Ran.Enqueue(string.Join('|', all))));
    }

    private void Types(PipelineBuilder build)
    {
        var count = build.Parameter("count", "Count", 1);
        var fast = build.Parameter("fast", "Fast", false);
        var ratio = build.Parameter("ratio", "Ratio", 1.0);
        var tags = build.ListParameter<string>("tags", "Tags");
        var limit = build.Parameter("limit", "Limit", TimeSpan.Zero);
        var sizes = build.ListParameter<int>("sizes", "Sizes");
        build.Parameter("label", "Label", "1.0");
        build.Secret("key", "Key");
        build.Default(build.Target("Show").Needs(count).Needs(fast).Needs(ratio).Needs(tags).Needs(limit).Needs(sizes)
            .Run((run, _, _, _, _, _, _) => _place.Ran.Enqueue(run.Target)));
    }

    public void Dispose() => _place.Dispose();
}
