using System.Text.Json;
using Pipeline.Sdk.Execution.Results;

namespace Pipeline.Sdk.Execution.Tests.Running;

/// <summary>A plan becomes a run: values flow, failures are told, the record holds what happened.</summary>
public sealed class PlanRunnerTests : IDisposable
{
    private readonly TestRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Typed_values_flow_from_targets_parameters_and_secrets()
    {
        var seen = "";
        var number = _run.Build.Parameter("number", "A number", 20);
        var key = _run.Build.Secret("key", "The key");
        var list = _run.Build.Target("List").Needs(number).Run((_, n) => new List<int> { n, n + 1 });
        var text = _run.Build.Target("Text").Run(async _ =>
        {
            await Task.Yield();
            return "text";
        });
        _run.Build.Target("All").Needs(list).Needs(text).Needs(key).Run((_, l, t, k) => seen = $"{string.Join('+', l)} {t} {k.Reveal().Length}");
        _run.Variables = _run.Variables.Add("PIPELINE_KEY", "s3cr3t-key");

        var summary = _run.Run("All");
        Assert.Equal(ExitCodes.Done, summary.ExitCode);
        Assert.Equal("20+21 text 10", seen);
    }

    [Fact]
    public void A_provided_output_takes_the_place_of_the_targets_own()
    {
        var seen = 0;
        var made = _run.Build.Target("Made").Run(_ => 1);
        _run.Build.Target("Reader").Needs(made).Run((_, x) => { seen = x; });
        _run.Provided = _run.Provided.Add(made, 42);

        Assert.Equal(ExitCodes.Done, _run.Run("Reader").ExitCode);
        Assert.Equal(42, seen);
    }

    [Fact]
    public void A_target_without_work_succeeds()
    {
        _run.Build.Target("All").DependsOn(_run.Build.Target("A").Run()).Run();
        Assert.Equal(ExitCodes.Done, _run.Run("All").ExitCode);
    }

    [Fact]
    public void A_context_tells_where_it_runs()
    {
        var seen = new List<string>();
        _run.Build.Target("Where").Run(run =>
        {
            seen.AddRange([run.Target, run.Root, run.PathOf("src/x"), run.PathOf("/abs"), run.Run.Id]);
        });
        _run.Run("Where");
        Assert.Equal(["Where", _run.Root, _run.PathOf("src/x"), "/abs", "test-run"], seen);
    }

    [Fact]
    public void A_step_that_fails_has_a_message_a_code_and_no_stack_for_people()
    {
        var a = _run.Build.Target("A").Run(_ => throw new StepFailedException("PIPE9999", "The thing is not there. Put it there."));
        _run.Build.Target("B").DependsOn(a).Run();

        var summary = _run.Run("B");
        Assert.Equal(ExitCodes.Failed, summary.ExitCode);
        Assert.Equal(("PIPE9999", "The thing is not there. Put it there."), (summary.Steps[0].Code, summary.Steps[0].Reason));
        Assert.Equal("rests on A, which failed", summary.Steps[1].Reason);
        Assert.Contains("A failed: PIPE9999: The thing is not there.", _run.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _run.Text, StringComparison.Ordinal);
        Assert.Contains("   at ", _run.Log("A"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gate_that_refuses_has_an_exit_code_of_its_own()
    {
        var gate = _run.Build.Target("Gate").Run(_ => throw new GateRefusedException("PIPE0601", "Not on a Friday."));
        _run.Build.Target("Deploy").DependsOn(gate).Run();

        Assert.Equal(ExitCodes.Refused, _run.Run("Deploy").ExitCode);
        Assert.Equal("refused", _run.Record.GetProperty("outcome").GetString());
        Assert.StartsWith("Refused in ", _run.Text.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_beside_a_refusal_is_a_failure()
    {
        using var both = new Barrier(2);
        _run.Build.Target("Gate").Run(_ =>
        {
            both.SignalAndWait(Eventually.Deadline);
            throw new GateRefusedException("PIPE0601", "No.");
        });
        _run.Build.Target("Broken").Run(_ =>
        {
            both.SignalAndWait(Eventually.Deadline);
            throw new StepFailedException("PIPE9999", "Broken.");
        });
        Assert.Equal(ExitCodes.Failed, _run.Run("Gate", "Broken").ExitCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_exception_nobody_expected_is_the_steps_failure_with_its_stack(bool later)
    {
        _run.Build.Target("A").Run(async _ =>
        {
            if (later)
                await Task.Yield();
            throw new NotSupportedException("Not this way.");
        });

        var step = _run.Run("A").Steps[0];
        Assert.Equal((StepOutcome.Failed, "PIPE0400"), (step.Outcome, step.Code));
        Assert.StartsWith("NotSupportedException: Not this way.", step.Reason, StringComparison.Ordinal);
        Assert.Contains("An_exception_nobody_expected", step.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_is_null_is_told_to_whoever_reads_it()
    {
        var nothing = _run.Build.Target("Nothing").Run(_ => (string)null!);
        _run.Build.Target("Reader").Needs(nothing).Run((_, x) => { });

        var summary = _run.Run("Reader");
        Assert.Equal(StepOutcome.Failed, summary.Steps[1].Outcome);
        Assert.Contains("'Nothing'", summary.Steps[1].Reason, StringComparison.Ordinal);
        Assert.Contains("must not be null", summary.Steps[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Remarks_on_the_sources_are_in_the_summary_and_in_the_record()
    {
        _run.Build.Target("Lint").Run(run =>
        {
            run.Log.Annotate(new Annotation(DiagnosticSeverity.Error, "; expected", "src/A.cs", 12, 3, "CS1002"));
            run.Log.Annotate(new Annotation(DiagnosticSeverity.Warning, "unused", "src/B.cs"));
            throw new StepFailedException("PIPE9999", "The sources are not as they should be.");
        });

        _run.Run("Lint");
        Assert.Contains("  src/A.cs:12: CS1002: ; expected\n", _run.Text, StringComparison.Ordinal);
        var annotations = Assert.Single(_run.Record.GetProperty("steps").EnumerateArray()).GetProperty("annotations");
        Assert.Equal(2, annotations.GetArrayLength());
        Assert.Equal(("error", "CS1002", "src/A.cs", 12), (
            annotations[0].GetProperty("severity").GetString(),
            annotations[0].GetProperty("title").GetString(),
            annotations[0].GetProperty("file").GetString(),
            annotations[0].GetProperty("line").GetInt32()));
        Assert.False(annotations[1].TryGetProperty("line", out _));
    }

    [Fact]
    public void The_record_holds_what_was_asked_what_ran_and_how_it_ended()
    {
        var number = _run.Build.Parameter("number", "A number", 7);
        var a = _run.Build.Target("A").Needs(number).Run(async (run, n) => await run.Tool("sh", "-c", "exit 0"));
        _run.Build.Target("B").Needs(a).Run((_, x) => { });

        var summary = _run.Run("B");
        var record = _run.Record;
        Assert.Equal(1, record.GetProperty("schema").GetInt32());
        Assert.Equal("test-run", record.GetProperty("id").GetString());
        Assert.Equal("finished", record.GetProperty("state").GetString());
        Assert.Equal("succeeded", record.GetProperty("outcome").GetString());
        Assert.Equal(0, record.GetProperty("exitCode").GetInt32());
        Assert.Equal("somebody", record.GetProperty("actor").GetString());
        Assert.Equal("testbench", record.GetProperty("machine").GetString());
        Assert.Equal(new string('a', 40), record.GetProperty("commit").GetString());
        Assert.Equal(JsonValueKind.Null, record.GetProperty("environment").ValueKind);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), record.GetProperty("startedAt").GetDateTimeOffset());
        Assert.Equal(Math.Round(summary.Duration.TotalSeconds, 3), record.GetProperty("durationSeconds").GetDouble());
        Assert.Equal("B", Assert.Single(record.GetProperty("targets").EnumerateArray()).GetString());

        var parameter = Assert.Single(record.GetProperty("parameters").EnumerateArray());
        Assert.Equal(("number", "7", "default"), (parameter.GetProperty("name").GetString(), parameter.GetProperty("value").GetString(), parameter.GetProperty("source").GetString()));

        var steps = record.GetProperty("steps");
        Assert.Equal(["A", "B"], steps.EnumerateArray().Select(step => step.GetProperty("target").GetString()));
        Assert.Equal("B needs its output", steps[0].GetProperty("why").GetString());
        Assert.Equal(0, steps[1].GetProperty("waitsFor")[0].GetInt32());
        var command = Assert.Single(steps[0].GetProperty("commands").EnumerateArray());
        Assert.Equal(("sh -c \"exit 0\"", 0), (command.GetProperty("commandLine").GetString(), command.GetProperty("exitCode").GetInt32()));
        Assert.Empty(Directory.GetFiles(_run.RunFolder, "*.tmp"));
    }

    [Fact]
    public void The_record_of_a_run_that_has_only_begun_does_not_read_as_a_success()
    {
        var text = "";
        _run.Build.Target("A").Run(_ => { text = _run.RecordText; });
        _run.Run("A");

        var record = JsonDocument.Parse(text).RootElement;
        Assert.Equal("running", record.GetProperty("state").GetString());
        Assert.False(record.TryGetProperty("outcome", out _));
        Assert.False(record.TryGetProperty("exitCode", out _));
        Assert.False(record.GetProperty("steps")[0].TryGetProperty("outcome", out _));
    }

    [Fact]
    public void Every_line_of_a_step_is_in_its_log_and_only_what_is_shown_on_the_console()
    {
        _run.Build.Target("A").Run(run =>
        {
            run.Log.Info("shown\r\non two lines");
            run.Log.Detail("hidden");
            run.Log.Warn("careful");
        });
        _run.Build.Target("Silent").Run();

        _run.Run("A", "Silent");
        Assert.Equal("shown\non two lines\nhidden\nwarning: careful\n", _run.Log("A"));
        Assert.Contains("A      | on two lines\n", _run.Text, StringComparison.Ordinal);
        Assert.Contains("A      | warning: careful\n", _run.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", _run.Text, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_run.RunFolder, "Silent.log")));
    }

    [Fact]
    public void Only_results_that_mean_the_same_everywhere_are_handed_on()
    {
        _run.Build.Environment("staging", e => e);
        var made = _run.Build.Target("Made").Run(_ => 5);
        var plain = _run.Build.Target("Plain").Run();
        var asked = _run.Build.Target("Asked").DependsOn(plain).Needs(made).Run((_, x) => { });
        var bound = _run.Build.Target("Bound").ChangesEnvironment().Run(_ => 1);

        Assert.Equal("PIPE0204", Assert.Single(Assert.Throws<InvalidPipelineException>(() => _run.Run(bound.Name)).Diagnostics).Code);
        var summary = _run.Run(asked.Name);
        var results = new HandoffResults(new CheckoutStore(_run.Root, TimeProvider.System, _ => { }), new Dictionary<string, StoredResult>(), cache: null, _run.Runner!.Masker);
        Assert.Equal([("Made", true), ("Asked", false)], results.ForOthers(summary, _run.Runner.Output).Select(handed => (handed.Result.Target, handed.Result.Output is not null)));
    }

    [Fact]
    public void What_others_want_to_know_comes_after_the_record_and_never_changes_the_outcome()
    {
        var told = "";
        _run.Build.Target("A").Run(run =>
        {
            run.AfterRun((_, _) => throw new InvalidOperationException("the dashboard is down"));
            run.AfterRun((record, _) =>
            {
                told = File.ReadAllText(record);
                return Task.CompletedTask;
            });
        });

        Assert.Equal(ExitCodes.Done, _run.Run("A").ExitCode);
        Assert.Contains("\"finished\"", told, StringComparison.Ordinal);
        Assert.Contains("warning: the dashboard is down", _run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_end_telling_others_is_not_waited_for()
    {
        using var never = new SemaphoreSlim(0);
        _run.Build.Target("A").Run(run => run.AfterRun((_, _) => never.WaitAsync(CancellationToken.None)));

        var summary = await _run.Begin("A").WaitAsync(Eventually.Deadline);
        Assert.Equal(ExitCodes.Done, summary.ExitCode);
        never.Release();
    }
}
