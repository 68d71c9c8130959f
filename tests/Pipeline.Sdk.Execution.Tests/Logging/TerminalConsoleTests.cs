namespace Pipeline.Sdk.Execution.Tests.Logging;

/// <summary>What a person at a terminal sees.</summary>
public sealed class TerminalConsoleTests : IDisposable
{
    private readonly ConsoleScript _script = new();
    private readonly TextWriter _writer;

    public TerminalConsoleTests() => _writer = TextWriter.Synchronized(_script.Output);

    // The painter writes on its own thread; a synchronized writer locks itself.
    private string Seen
    {
        get
        {
            lock (_writer)
                return _script.Text;
        }
    }

    public void Dispose() => _script.Dispose();

    [Theory]
    [InlineData(RunVerbosity.Normal, 100, "terminal")]
    [InlineData(RunVerbosity.Detailed, 100, "terminal-detailed")]
    [InlineData(RunVerbosity.Normal, 40, "terminal-narrow")]
    internal void A_run_leaves_what_has_ended_and_a_table(RunVerbosity verbosity, int width, string approved)
    {
        using (var console = Create(verbosity, width))
            _script.Play(console);

        var screen = new Screen(Seen);
        Assert.True(screen.IsCursorShown);
        Assert.Equal(1, screen.Hidden);
        Approved.Matches(screen.Text, approved);
    }

    [Fact]
    public void While_it_runs_the_foot_shows_what_runs()
    {
        using var console = Create(RunVerbosity.Normal, 60);
        console.StepStarted(_script["Restore"]);
        var screen = new Screen(Seen);
        Assert.False(screen.IsCursorShown);
        Assert.Equal("Restore    0 ms\n0 of 5 done, 1 running, 0 ms\n", screen.Text);

        // The next permanent line draws the foot again below itself.
        console.Line(_script["Restore"], "careful", LineKind.Warning);
        Assert.Equal("Restore | warning: careful\nRestore    0 ms\n0 of 5 done, 1 running, 0 ms\n", new Screen(Seen).Text);
    }

    [Fact]
    public async Task In_a_window_that_becomes_narrower_nothing_wraps_and_nothing_is_erased()
    {
        var terminal = new FixedTerminal(_writer, 100, 24);
        using (var console = (TerminalConsole)TerminalConsole.Create(_script.Settings(""), terminal))
        {
            console.StepStarted(_script["Restore"]);
            console.Line(_script["Restore"], new string('x', 200), LineKind.Output);
            await Eventually.True(() => Seen.Contains("xxx…", StringComparison.Ordinal), "the last line is at the foot");
            terminal.Width = 30;
            await Eventually.True(() => new Screen(Seen).Hidden == 2, "the view has started anew");
        }

        var narrow = Seen[Seen.LastIndexOf("\u001b[?25l", StringComparison.Ordinal)..];
        Assert.Contains("xxx…", narrow, StringComparison.Ordinal);
        Assert.All(narrow.Split('\n', '\r'), row => Assert.InRange(ControlText.Strip(row).Length, 0, 30));
        Assert.True(new Screen(Seen).IsCursorShown);
    }

    [Fact]
    public void A_run_that_is_left_by_an_exception_gives_the_cursor_back()
    {
        Action run = () =>
        {
            using var console = Create(RunVerbosity.Normal, 60);
            console.StepStarted(_script["Restore"]);
            throw new InvalidOperationException("a bug");
        };
        Assert.Throws<InvalidOperationException>(run);
        var screen = new Screen(Seen);
        Assert.True(screen.IsCursorShown);
        Assert.Equal("\n", screen.Text);
    }

    [Fact]
    public void Of_a_failure_the_last_lines_are_shown()
    {
        using var console = Create(RunVerbosity.Normal, 60);
        console.StepStarted(_script["Compile"]);
        for (var i = 1; i <= 30; i++)
            console.Line(_script["Compile"], $"line {i}", LineKind.Output);
        console.StepFinished(new StepResult { Step = _script["Compile"], Outcome = StepOutcome.Failed, Reason = "no" });
        console.Dispose();
        var text = new Screen(Seen).Text;
        Assert.DoesNotContain("line 10\n", text, StringComparison.Ordinal);
        Assert.Contains("  line 11\n", text, StringComparison.Ordinal);
        Assert.EndsWith("  line 30\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_threads_may_write_at_once()
    {
        using (var console = Create(RunVerbosity.Detailed, 60))
        {
            Parallel.ForEach(_script.Plan.Steps, new ParallelOptions { MaxDegreeOfParallelism = 8 }, step =>
            {
                console.StepStarted(step);
                for (var i = 0; i < 200; i++)
                    console.Line(step, $"line {i}", LineKind.Info);
                console.StepFinished(new StepResult { Step = step, Outcome = StepOutcome.Succeeded });
            });
        }

        var lines = new Screen(Seen).Text.Split('\n');
        foreach (var step in _script.Plan.Steps)
            Assert.Equal(200, lines.Count(line => line.StartsWith(step.Name + " | line ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(60, 24, "Compile   2.0 s  building Orders.csproj\nDocs      1.0 s\n0 of 5 done, 2 running, 2.0 s")]
    [InlineData(21, 24, "Compile   2.0 s  bui…\nDocs      1.0 s\n0 of 5 done, 2 runni…")]
    [InlineData(60, 3, "  and 2 more\n0 of 5 done, 2 running, 2.0 s")]
    [InlineData(1, 1, "…\n…")]
    public void The_foot_is_never_larger_than_the_terminal(int width, int height, string expected)
    {
        var view = new LiveView(_script.Clock, 5);
        var compile = new LiveRow(_script["Compile"], _script.Clock.GetTimestamp());
        view.Add(compile);
        compile.Add("building Orders.csproj");
        compile.Add("");
        _script.Clock.Advance(1);
        view.Add(new LiveRow(_script["Docs"], _script.Clock.GetTimestamp()));
        _script.Clock.Advance(1);
        Assert.Equal(expected, string.Join('\n', view.Lines(width + 1, height)));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\u001b[1;31mred\u001b[0m", "red")]
    [InlineData("\u001b[2J\u001b[Hcleared", "cleared")]
    [InlineData("\u001b]0;title\aafter", "after")]
    [InlineData("\u001b]8;;https://x\u001b\\link", "link")]
    [InlineData("\u001b]never ended", "never ended")]
    [InlineData("10%\r50%\r100%", "100%")]
    [InlineData("end\r", "end")]
    [InlineData("a\tb\u0007\u0000", "a    b")]
    [InlineData("\u001b", "")]
    public void A_tools_control_characters_never_reach_the_terminal(string text, string expected) => Assert.Equal(expected, ControlText.Strip(text));

    [Theory]
    [InlineData("short", 5, "short")]
    [InlineData("longer", 5, "long…")]
    [InlineData("日本語", 5, "日…")]
    [InlineData("日本語", 6, "日本語")]
    [InlineData("ab😀cd", 4, "ab…")]
    public void Wide_characters_take_two_cells(string text, int width, string expected) => Assert.Equal(expected, LiveView.Crop(text, width));

    [Theory]
    [InlineData("TERM=dumb", false)]
    [InlineData("NO_COLOR=1", false)]
    [InlineData("CI=true", false)]
    [InlineData("", true)]
    public void A_terminal_that_cannot_move_its_cursor_gets_plain_lines(string variables, bool noColor)
    {
        var console = RunConsoles.Create(_script.Settings(variables) with { IsTerminal = true, NoColor = noColor });
        Assert.IsType<PlainConsole>(console);
    }

    [Fact]
    public void Who_wants_quiet_gets_no_live_view() =>
        Assert.IsType<PlainConsole>(RunConsoles.Create(_script.Settings("TERM=xterm", RunVerbosity.Quiet) with { IsTerminal = true }));

    [Fact]
    public void A_terminal_gets_the_live_view() =>
        Assert.IsType<TerminalConsole>(RunConsoles.Create(_script.Settings("TERM=xterm NO_COLOR=") with { IsTerminal = true }));

    [Fact]
    public void Buildkite_gives_its_jobs_a_terminal_and_still_reads_groups() =>
        Assert.IsType<GroupedConsole>(RunConsoles.Create(_script.Settings("BUILDKITE=true TERM=xterm") with { IsTerminal = true }));

    private TerminalConsole Create(RunVerbosity verbosity, int width) =>
        (TerminalConsole)TerminalConsole.Create(_script.Settings("", verbosity), new FixedTerminal(_writer, width, 24));
}
