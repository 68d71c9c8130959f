namespace Pipeline.Sdk.Execution.Tests.Processes;

/// <summary>External programs, real ones.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly TestRun _run = new(new CancellationLimits { ToolGrace = TimeSpan.FromMilliseconds(300) });

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Output_is_streamed_to_the_console_and_is_in_the_result()
    {
        var result = Result(new ToolCommand("sh", ["-c", "echo out; echo err >&2"]));
        Assert.Equal((0, "out\n", "err\n"), (result.ExitCode, result.StandardOutput, result.StandardError));
        Assert.Contains("A | out\n", _run.Text, StringComparison.Ordinal);
        Assert.Contains("A | err\n", _run.Text, StringComparison.Ordinal);
        Assert.Contains("$ sh -c \"echo out; echo err >&2\"\n", _run.Log("A"), StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_output_is_in_the_log_and_in_the_result_only()
    {
        Assert.Equal("out\n", Result(new ToolCommand("echo", ["out"]) { ShowsOutput = false }).StandardOutput);
        Assert.DoesNotContain("| out", _run.Text, StringComparison.Ordinal);
        Assert.Contains("out\n", _run.Log("A"), StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_arrive_as_they_are() =>
        Assert.Equal("a b\n$HOME\n\"'\\\n\n*\nü\n", Result(new ToolCommand("printf", ["%s\\n", "a b", "$HOME", "\"'\\", "", "*", "ü"])).StandardOutput);

    [Fact]
    public void Text_for_standard_input_is_read_and_without_it_there_is_none()
    {
        Assert.Equal("typed\n", Result(new ToolCommand("cat", []) { StandardInput = "typed" }).StandardOutput);
        using var other = new TestRun();
        Assert.Equal("", Result(new ToolCommand("cat", []), other).StandardOutput);
    }

    [Fact]
    public void A_tool_that_does_not_read_its_input_does_no_harm() =>
        Assert.Equal(0, Result(new ToolCommand("true", []) { StandardInput = new string('x', 1_000_000) }).ExitCode);

    [Fact]
    public void It_runs_in_the_root_or_in_a_folder_of_it()
    {
        Directory.CreateDirectory(_run.PathOf("sub folder"));
        Assert.Equal(_run.PathOf("sub folder") + "\n", Result(new ToolCommand("pwd", []) { WorkingDirectory = "sub folder" }).StandardOutput);
        using var other = new TestRun();
        Assert.Equal(other.Root + "\n", Result(new ToolCommand("pwd", []), other).StandardOutput);
    }

    [Fact]
    public void Fails_with_0404_when_the_folder_is_missing()
    {
        var step = Failure(new ToolCommand("pwd", []) { WorkingDirectory = "nowhere" });
        Assert.Equal("PIPE0404", step.Code);
        Assert.Contains(_run.PathOf("nowhere"), step.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Fails_with_0401_when_the_tool_is_not_found()
    {
        var step = Failure(new ToolCommand("no-such-tool-anywhere", ["x"]));
        Assert.Equal("PIPE0401", step.Code);
        Assert.Equal($"'no-such-tool-anywhere' was not found; target 'A' ({step.Step.Target.Definition.Source}) runs it. Install it, or put its folder on PATH.", step.Reason);
        Assert.Null(Assert.Single(step.Commands).ExitCode);
    }

    [Fact]
    public void Fails_with_0402_on_an_exit_code_other_than_0()
    {
        var step = Failure(new ToolCommand("sh", ["-c", "echo told; exit 3"]));
        Assert.Equal(("PIPE0402", "'sh' ended with exit code 3: sh -c \"echo told; exit 3\"\ntold"), (step.Code, step.Reason));
        Assert.Equal(3, Assert.Single(step.Commands).ExitCode);
    }

    [Fact]
    public void Fails_with_the_last_lines_when_they_were_not_shown()
    {
        var step = Failure(new ToolCommand("sh", ["-c", "seq 1 100; exit 3"]) { ShowsOutput = false });
        Assert.Equal([.. Enumerable.Range(81, 20).Select(number => $"{number}")], step.Reason.Split('\n')[1..]);
    }

    [Fact]
    public void An_exit_code_may_be_part_of_the_answer() =>
        Assert.Equal(3, Result(new ToolCommand("sh", ["-c", "exit 3"]) { MustSucceed = false }).ExitCode);

    [Fact]
    public void Fails_with_0403_when_its_time_is_over_and_leaves_no_process_behind()
    {
        var step = Failure(new ToolCommand("sh", ["-c", "echo $$ > pids; sleep 1000 & echo $! >> pids; wait"]) { Timeout = TimeSpan.FromMilliseconds(500) });
        Assert.Equal("PIPE0403", step.Code);
        Assert.Contains("'sh' was ended after 0.5 s", step.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Pids.In(_run.PathOf("pids")), Pids.IsAlive);
    }

    [Fact]
    public void A_child_inherits_variables_but_no_secrets()
    {
        // The names are this test's own: the environment belongs to the whole test process.
        var key = _run.Build.Secret("inherited-key-of-tool-tests", "Key");
        Environment.SetEnvironmentVariable("PIPELINE_INHERITED_KEY_OF_TOOL_TESTS", "s3cr3t-value");
        Environment.SetEnvironmentVariable("PIPELINE_PLAIN_OF_TOOL_TESTS", "plain");
        try
        {
            var result = Result(new ToolCommand("sh", ["-c", "echo \"${PIPELINE_INHERITED_KEY_OF_TOOL_TESTS-none} $PIPELINE_PLAIN_OF_TOOL_TESTS $ADDED ${HOME-none}\""])
            {
                Variables = System.Collections.Immutable.ImmutableDictionary<string, string?>.Empty.Add("ADDED", "added").Add("HOME", null),
            });
            Assert.Equal("none plain added none\n", result.StandardOutput);

            using var explicitly = new TestRun();
            explicitly.Build.Secret(key.Name, "Key");
            var given = Result(
                new ToolCommand("printenv", ["PIPELINE_INHERITED_KEY_OF_TOOL_TESTS"])
                {
                    Variables = System.Collections.Immutable.ImmutableDictionary<string, string?>.Empty.Add("PIPELINE_INHERITED_KEY_OF_TOOL_TESTS", "given"),
                },
                explicitly);
            Assert.Equal("given\n", given.StandardOutput);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PIPELINE_INHERITED_KEY_OF_TOOL_TESTS", null);
            Environment.SetEnvironmentVariable("PIPELINE_PLAIN_OF_TOOL_TESTS", null);
        }
    }

    private ToolResult Result(ToolCommand command, TestRun? run = null)
    {
        run ??= _run;
        ToolResult? result = null;
        run.Build.Target("A").Run(async context => { result = await context.Tool(command); });
        Assert.Equal("", run.Run("A").Steps[0].Reason);
        Assert.NotNull(result);
        return result;
    }

    private StepResult Failure(ToolCommand command)
    {
        _run.Build.Target("A").Run(run => run.Tool(command));
        var step = _run.Run("A").Steps[0];
        Assert.Equal(StepOutcome.Failed, step.Outcome);
        return step;
    }
}
