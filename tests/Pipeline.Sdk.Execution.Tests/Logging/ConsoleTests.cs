namespace Pipeline.Sdk.Execution.Tests.Logging;

/// <summary>What people read, approved as text.</summary>
public sealed class ConsoleTests : IDisposable
{
    private readonly TestRun _run = new() { Parallel = 1 };
    private readonly StringWriter _output = new();

    public void Dispose()
    {
        _run.Dispose();
        _output.Dispose();
    }

    [Fact]
    public void A_run_that_succeeds()
    {
        var number = _run.Build.Target("Version").Run(_ => "1.2.3");
        var lint = _run.Build.Target("Lint").Run(run => run.Log.Warn("two files could be shorter"));
        _run.Build.Target("Package").DependsOn(lint).Needs(number).Run(async (run, v) =>
        {
            run.Log.Info("packing " + v);
            run.Log.Detail("only in the log");
            await run.Tool("printf", "first\\nsecond\\n");
        });
        _run.Run("Package");
        Approved.Matches(Approved.Stable(_run.Text, _run.RunFolder), "run-succeeded");
    }

    [Fact]
    public void A_run_that_fails()
    {
        var compile = _run.Build.Target("Compile").Run(run =>
        {
            run.Log.Annotate(new Annotation(DiagnosticSeverity.Error, "; expected\nand more", "src/Orders/Order.cs", 12, 3, "CS1002"));
            run.Log.Annotate(new Annotation(DiagnosticSeverity.Error, "no file, no title"));
            throw new StepFailedException("PIPE0501", "The build has 2 errors.\nThey are listed below.");
        });
        var test = _run.Build.Target("UnitTest").DependsOn(compile).Run();
        _run.Build.Target("Package").DependsOn(test).Run();
        _run.Build.Target("Other").Run();
        _run.Run("Package", "Other");
        Approved.Matches(Approved.Stable(_run.Text, _run.RunFolder), "run-failed");
    }

    [Fact]
    public void Every_outcome_has_a_row()
    {
        var summary = Summary();
        SummaryTable.Write(_output, summary);
        Approved.Matches(_output.ToString(), "summary-table");
    }

    [Theory]
    [InlineData(nameof(StepOutcome.Succeeded), false, false, "Succeeded in 2 min 05 s.", 0)]
    [InlineData(nameof(StepOutcome.Failed), false, false, "Failed in 2 min 05 s.", 1)]
    [InlineData(nameof(StepOutcome.Failed), true, false, "Refused in 2 min 05 s.", 3)]
    [InlineData(nameof(StepOutcome.Failed), false, true, "Cancelled in 2 min 05 s.", 130)]
    [InlineData(nameof(StepOutcome.Cancelled), false, true, "Cancelled in 2 min 05 s.", 130)]
    public void The_verdict_and_the_exit_code_agree(string outcome, bool isRefused, bool isCancelled, string verdict, int exitCode)
    {
        var summary = Summary();
        summary = summary with { Steps = [summary.Steps[0] with { Outcome = Enum.Parse<StepOutcome>(outcome), WasRefused = isRefused }], WasCancelled = isCancelled };
        Assert.Equal(verdict + " Record: /runs/1/run.json", SummaryTable.Verdict(summary));
        Assert.Equal(exitCode, summary.ExitCode);
    }

    [Theory]
    [InlineData(1, "Succeeded with 1 tolerated failure in 2 min 05 s.")]
    [InlineData(2, "Succeeded with 2 tolerated failures in 2 min 05 s.")]
    public void Failures_that_are_tolerated_do_not_fail_the_run(int count, string verdict)
    {
        var summary = Summary();
        var failed = summary.Steps[0] with { Outcome = StepOutcome.Failed, IsTolerated = true, WasRefused = count == 2 };
        summary = summary with { Steps = [.. Enumerable.Repeat(failed, count), summary.Steps[1]] };
        Assert.Equal(verdict + " Record: /runs/1/run.json", SummaryTable.Verdict(summary));
        Assert.Equal(ExitCodes.Done, summary.ExitCode);
    }

    [Theory]
    [InlineData(nameof(StepOutcome.Succeeded), 1, false, "succeeded")]
    [InlineData(nameof(StepOutcome.Succeeded), 3, false, "succeeded (3 attempts)")]
    [InlineData(nameof(StepOutcome.Failed), 1, true, "failed (tolerated)")]
    [InlineData(nameof(StepOutcome.Failed), 2, true, "failed (tolerated, 2 attempts)")]
    [InlineData(nameof(StepOutcome.Skipped), 0, true, "skipped")]
    public void A_row_says_what_is_special(string outcome, int attempts, bool isTolerated, string expected)
    {
        var step = Summary().Steps[0] with { Outcome = Enum.Parse<StepOutcome>(outcome), Attempts = attempts, IsTolerated = isTolerated };
        Assert.Equal(expected, SummaryTable.Row(step)[1]);
    }

    [Fact]
    public void A_line_of_many_lines_has_the_prefix_on_each()
    {
        var plan = Summary().Plan;
        var console = new PlainConsole(_output, plan);
        console.Line(plan.Steps[0], "one\r\ntwo\n", LineKind.Info);
        console.StepFinished(new StepResult { Step = plan.Steps[0], Outcome = StepOutcome.Cancelled });
        console.StepFinished(new StepResult { Step = plan.Steps[0], Outcome = StepOutcome.NotRun });
        Assert.Equal("Lint         | one\nLint         | two\nLint         | \nLint         | cancelled\n", _output.ToString());
    }

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(12.7, "12 ms")]
    [InlineData(999.9, "999 ms")]
    [InlineData(1000, "1.0 s")]
    [InlineData(3449, "3.4 s")]
    [InlineData(59_940, "59.9 s")]
    [InlineData(59_999, "59.9 s")]
    [InlineData(60_000, "1 min 00 s")]
    [InlineData(125_900, "2 min 05 s")]
    [InlineData(7_265_000, "121 min 05 s")]
    public void Durations_are_for_people(double milliseconds, string expected) => Assert.Equal(expected, Durations.Text(TimeSpan.FromMilliseconds(milliseconds)));

    private RunSummary Summary()
    {
        using var run = new TestRun();
        Target? last = null;
        foreach (var name in (string[])["Lint", "Skipped", "ProvidedStep", "Deploy", "Verify", "Notify"])
            last = run.Build.Target(name).DependsOn(last is null ? [] : [last]).Run();
        Assert.NotNull(last);
        var steps = run.Plan(last.Name).Steps;
        var startedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        return new RunSummary
        {
            Plan = run.Plan(last.Name),
            Facts = new RunFacts { Id = "1", StartedAt = startedAt, Actor = "somebody", Machine = "testbench", IsInteractive = false },
            Duration = TimeSpan.FromSeconds(125),
            WasCancelled = false,
            Folder = "/runs/1",
            Steps =
            [
                new StepResult { Step = steps[0], Outcome = StepOutcome.Succeeded, StartedAt = startedAt, Duration = TimeSpan.FromMilliseconds(12) },
                new StepResult { Step = steps[1], Outcome = StepOutcome.Skipped, Reason = "left out by --skip" },
                new StepResult { Step = steps[2], Outcome = StepOutcome.Provided, Reason = "result from job verify" },
                new StepResult
                {
                    Step = steps[3],
                    Outcome = StepOutcome.Failed,
                    StartedAt = startedAt,
                    Duration = TimeSpan.FromSeconds(65),
                    Code = "PIPE0402",
                    Reason = $"'kubectl' ended with exit code 1: kubectl apply {new string('x', 100)}\nError from server",
                    Annotations =
                    [
                        new Annotation(DiagnosticSeverity.Error, "no such image", "deploy.yml", 7, Title: "Image"),
                        new Annotation(DiagnosticSeverity.Warning, "only errors are listed"),
                        .. Enumerable.Range(1, 25).Select(number => new Annotation(DiagnosticSeverity.Error, "finding " + number)),
                    ],
                },
                new StepResult { Step = steps[4], Outcome = StepOutcome.NotRun, Reason = "rests on Deploy, which failed" },
                new StepResult { Step = steps[5], Outcome = StepOutcome.Cancelled, StartedAt = startedAt, Duration = TimeSpan.FromSeconds(3.4), Reason = "the run was cancelled" },
            ],
        };
    }
}
