using System.Collections.Immutable;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Core.Tests.PlanStage;

/// <summary>Where the values of a plan come from, and what is said when one cannot be had.</summary>
public class ParameterBindingTests
{
    private readonly PipelineBuilder _build = Given.Pipeline();

    [Fact]
    public void The_command_line_wins_over_the_variable_and_the_variable_over_the_default()
    {
        Reads(_build.Parameter("count", "How many", 1));
        var variables = Given.Variables(("PIPELINE_COUNT", "2"));

        Assert.Equal((1, "default"), Bound(Plan(new PlanFacts())));
        Assert.Equal((2, "environment variable PIPELINE_COUNT"), Bound(Plan(variables)));
        Assert.Equal((3, "command line"), Bound(Plan(variables, ("count", "3"))));
    }

    [Fact]
    public void An_empty_variable_is_none()
    {
        Reads(_build.Parameter("count", "How many", 1));
        Assert.Equal((1, "default"), Bound(Plan(Given.Variables(("PIPELINE_COUNT", "")))));
    }

    [Fact]
    public void An_empty_text_on_the_command_line_is_a_text()
    {
        Reads(_build.Parameter("suffix", "Suffix", "x"));
        Assert.Equal(("", "command line"), Bound(Plan(Given.Variables(("PIPELINE_SUFFIX", "y")), ("suffix", ""))));
    }

    [Fact]
    public void Rejects_0206_a_required_parameter_that_is_not_given_and_says_how()
    {
        Reads(_build.RequiredParameter<string>("api-url", "Where the API is"));

        var problem = Given.OnlyProblem(Plan(new PlanFacts()));
        Assert.Equal("PIPE0206", problem.Code);
        Assert.Equal("Parameter 'api-url' is missing; Reader reads it. Give --api-url VALUE, set the environment variable PIPELINE_API_URL, or write \"api-url\" into .pipeline/parameters.json, or into .pipeline/parameters.ENVIRONMENT.json for one environment (Where the API is).", problem.Message);
        Assert.Equal(("http://x", "command line"), Bound(Plan(new PlanFacts(), ("api-url", "http://x"))));
    }

    [Fact]
    public void A_required_parameter_of_a_target_that_does_not_run_is_not_asked_for()
    {
        var required = _build.RequiredParameter<string>("api-url", "Where the API is");
        var other = _build.Target("Other").Needs(required).Run((_, x) => { });
        _build.Target("Reader").DependsOn(other).Run();
        _build.Target("Alone").Run();

        Assert.Empty(Given.Plan(_build, "Alone").Parameters);
        Assert.Empty(Given.Plan(_build, new Invocation { Targets = ["Reader"], Skip = ["Other"] }).Parameters);
        Assert.Empty(Given.Plan(_build, new Invocation { Targets = ["Reader"] }, Given.Provided(("Other", "elsewhere"))).Parameters);
        Assert.Equal("PIPE0206", Given.OnlyProblem(Plan(new PlanFacts())).Code);
    }

    [Fact]
    public void A_secret_comes_from_its_variable_and_never_from_the_command_line()
    {
        Reads(_build.Secret("api-key", "The key"));

        Assert.Equal(
            "Secret 'api-key' is missing; Reader reads it. Set the environment variable PIPELINE_API_KEY, name a file with the value in PIPELINE_API_KEY_FILE, write \"api-key\" into your secrets file (PIPELINE_SECRETS_FILE says where it lies), or run it on a terminal to be asked for it (The key).",
            Given.OnlyProblem(Plan(new PlanFacts())).Message);

        var bound = Assert.Single(Plan(Given.Variables(("PIPELINE_API_KEY", "s3cr3t"))).Plan!.Parameters);
        Assert.Equal("s3cr3t", Assert.IsType<SecretText>(bound.Value).Reveal());
        Assert.Equal("***", bound.Text);

        var problem = Given.OnlyProblem(Plan(Given.Variables(("PIPELINE_API_KEY", "s3cr3t")), ("api-key", "on-the-line")));
        Assert.Equal("PIPE0209", problem.Code);
        Assert.DoesNotContain("on-the-line", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_0207_a_value_that_cannot_be_read_and_says_where_it_came_from()
    {
        Reads(_build.Parameter("day", "Day", DayOfWeek.Monday));

        Assert.Equal(
            "Parameter 'day' cannot be 'Mondya' (from command line): expected one of Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday. Did you mean 'Monday'?",
            Given.OnlyProblem(Plan(new PlanFacts(), ("day", "Mondya"))).Message);
        var problem = Given.OnlyProblem(Plan(Given.Variables(("PIPELINE_DAY", "never"))));
        Assert.Equal("PIPE0207", problem.Code);
        Assert.Contains("(from environment variable PIPELINE_DAY)", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_value_on_the_command_line_is_told_even_when_nothing_reads_it()
    {
        _build.Parameter("count", "How many", 1);
        _build.Target("Reader").Run();
        Assert.Equal("PIPE0207", Given.OnlyProblem(Plan(new PlanFacts(), ("count", "many"))).Code);
        Assert.NotNull(Plan(Given.Variables(("PIPELINE_COUNT", "many"))).Plan);
    }

    [Fact]
    public void Rejects_0202_an_unknown_parameter_and_suggests_the_nearest()
    {
        Reads(_build.Parameter("configuration", "Configuration", "Release"));
        var problem = Given.OnlyProblem(Plan(new PlanFacts(), ("configuraton", "Debug")));
        Assert.Equal("PIPE0202", problem.Code);
        Assert.Contains("'--configuraton'. Did you mean '--configuration'?", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_that_many_targets_read_is_told_once_with_all_of_them()
    {
        var parameter = _build.RequiredParameter<int>("count", "How many");
        _build.Target("A").Needs(parameter).Run((_, x) => { });
        Reads(parameter);
        Assert.Contains("; A, Reader reads it.", Given.OnlyProblem(Given.Planned(_build, new Invocation { Targets = ["Reader", "A"] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_wrong_with_an_invocation_is_told_at_once()
    {
        var required = _build.RequiredParameter<int>("count", "How many");
        var input = _build.Target("Input").Run(_ => 1);
        _build.Target("Reader").ChangesEnvironment().Needs(required).Needs(input).Run((_, x, y) => { });
        _build.Parameter("size", "Size", 1);
        _build.Secret("key", "Key");

        var result = Given.Planned(_build, new Invocation
        {
            Targets = ["Reader", "Raeder"],
            Environment = "nowhere",
            Skip = ["Input", "Nothing"],
            Parameters = Texts([("size", "big"), ("colour", "red"), ("key", "k")]),
        });

        Assert.Null(result.Plan);
        Assert.Equal(
            ["PIPE0201", "PIPE0201", "PIPE0202", "PIPE0203", "PIPE0205", "PIPE0206", "PIPE0207", "PIPE0209"],
            result.Diagnostics.Select(problem => problem.Code).Order(StringComparer.Ordinal));
    }

    private void Reads<T>(IValue<T> value) => _build.Target("Reader").Needs(value).Run((_, x) => { });

    private PlanResult Plan(PlanFacts facts, params (string Name, string Text)[] given) =>
        Given.Planned(_build, new Invocation { Targets = ["Reader"], Parameters = Texts(given) }, facts);

    private static (object, string) Bound(PlanResult result)
    {
        Assert.Empty(result.Diagnostics);
        var parameter = Assert.Single(result.Plan!.Parameters);
        return (parameter.Value, parameter.Source);
    }

    private static ImmutableDictionary<string, string> Texts((string Name, string Text)[] given) => given.ToImmutableDictionary(entry => entry.Name, entry => entry.Text);
}
