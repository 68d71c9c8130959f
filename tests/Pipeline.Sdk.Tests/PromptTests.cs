using Pipeline.Sdk.Parameters;
using Spectre.Console;

namespace Pipeline.Sdk.Tests;

/// <summary>What a person at a terminal is asked for, and that nobody else is asked.</summary>
public sealed class PromptTests : IDisposable
{
    private readonly Workplace _place = new() { Answer = "" };
    private readonly StringWriter _screen = new();

    [Fact]
    public void What_is_missing_is_asked_for_in_the_order_of_declaration_and_then_it_runs()
    {
        var outcome = Type("https://feed\n" + "many\n3\n" + "hunter2\n" + "v\n" + "n\n" + "a,b\n");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(["https://feed/ 3 hunter2 Monday False a,b"], _place.Ran);
        Assert.Contains("expected a whole number", _screen.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", _screen.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("*", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_0221_the_end_of_input_and_nothing_has_run()
    {
        var outcome = Type("https://feed\n\u0004");

        Assert.Equal((2, "PIPE0221"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
        Assert.Contains("'count'", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(_place.Ran);
    }

    [Theory]
    [InlineData("CI", "true")]
    [InlineData("GITHUB_ACTIONS", "true")]
    [InlineData("TF_BUILD", "True")]
    public void A_ci_system_is_never_asked(string variable, string value)
    {
        _place.Variables = _place.Variables.SetItem(variable, value);
        Assert.Equal(Enumerable.Repeat("PIPE0206", 6), Type("").Codes);
    }

    [Fact]
    public void Without_a_terminal_everything_that_is_missing_is_told_at_once()
    {
        _place.Answer = null;
        Assert.Equal(Enumerable.Repeat("PIPE0206", 6), Type("").Codes);
    }

    [Theory]
    [InlineData("--plan")]
    [InlineData("--dry-run")]
    public void A_view_asks_nothing(string view) => Assert.Equal(2, Type("", view).ExitCode);

    [Fact]
    public void Nobody_is_asked_for_a_run_that_cannot_be() => Assert.Contains("PIPE0201", Type("", "Ask", "Aks").Codes);

    [Fact]
    public void Yes_answers_no_prompt() => Assert.Equal("PIPE0221", Assert.Single(Type("\u0004", "Ask", "--yes").Codes));

    [Fact]
    public void A_target_that_is_not_in_the_plan_is_not_asked_for() => Assert.Equal(0, Type("", "Other").ExitCode);

    private Outcome Type(string keys, params string[] words)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(_screen) });
        _place.Prompt = new TerminalPrompt(new PromptConsole(console, new TypedKeys(keys)));
        return _place.Run(Asks, words);
    }

    private void Asks(PipelineBuilder build)
    {
        var feed = build.RequiredParameter<Uri>("feed", "Feed [address]");
        var count = build.RequiredParameter<int>("count", "How many");
        var key = build.Secret("key", "Key");
        var day = build.RequiredParameter<DayOfWeek>("day", "Day");
        var fast = build.RequiredParameter<bool>("fast", "Fast");
        var name = build.RequiredParameter<string>("name", "Name");
        build.Target("Other").Run();
        build.Default(build.Target("Ask").Needs(feed).Needs(count).Needs(key).Needs(day).Needs(fast).Needs(name)
            .Run((_, a, b, c, d, e, f) => _place.Ran.Enqueue($"{a} {b} {c.Reveal()} {d} {e} {f}")));
    }

    public void Dispose()
    {
        _screen.Dispose();
        _place.Dispose();
    }
}
