namespace Pipeline.Sdk.Execution.Tests.Processes;

/// <summary>A program that does not start, or ends badly, says what to do.</summary>
public sealed class StartFailureTests : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TestRun _run = new(new CancellationLimits { ToolGrace = TimeSpan.FromMilliseconds(300) });

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Fails_with_0401_and_the_program_that_was_probably_meant()
    {
        var step = Failure(new ToolCommand("base46", []));
        Assert.Equal("PIPE0401", step.Code);
        Assert.Matches(@"^'base46' was not found; target 'A' \(StartFailureTests\.cs\(\d+\)\) runs it\. Did you mean 'base64'\? Install it", step.Reason);
    }

    [Fact]
    public void Fails_with_0401_when_a_path_leads_nowhere() => Assert.Equal("PIPE0401", Failure(new ToolCommand("./tools/none", [])).Code);

    [Fact]
    public void Fails_with_0404_when_the_folder_is_a_file()
    {
        File.WriteAllText(_run.PathOf("file"), "");
        var step = Failure(new ToolCommand("pwd", []) { WorkingDirectory = "file" });
        Assert.Equal("PIPE0404", step.Code);
        Assert.Contains("it is a file; target 'A' (StartFailureTests.cs(", step.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Fails_with_0405_when_the_file_may_not_be_executed_and_runs_it_when_it_may()
    {
        var file = Script("#!/bin/sh\necho ran\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var step = Failure(new ToolCommand("./tool.sh", []));
        Assert.Equal("PIPE0405", step.Code);
        Assert.StartsWith($"{file} may not be executed; target 'A' (", step.Reason, StringComparison.Ordinal);
        Assert.Contains($"chmod +x {file}", step.Reason, StringComparison.Ordinal);

        File.SetUnixFileMode(file, Executable);
        using var twin = new TestRun();
        twin.Build.Target("A").Run(run => run.Tool(file));
        Assert.Equal(ExitCodes.Done, twin.Run("A").ExitCode);
    }

    [Fact]
    public void Fails_with_0405_on_a_folder()
    {
        Directory.CreateDirectory(_run.PathOf("tools"));
        var step = Failure(new ToolCommand("./tools", []));
        Assert.Equal("PIPE0405", step.Code);
        Assert.Contains("It is a folder", step.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo no first line")]
    [InlineData("\u007FELF is not enough")]
    public void Fails_with_0406_when_the_file_is_no_program(string content)
    {
        var file = Script(content);
        var step = Failure(new ToolCommand("./tool.sh", []));
        Assert.Equal("PIPE0406", step.Code);
        Assert.StartsWith($"{file} is no program that this machine can run", step.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!/no/such/shell\n", "'/no/such/shell'")]
    [InlineData("#! /bin/sh\r\necho\r\n", "it ends with a carriage return")]
    public void Fails_with_0407_when_the_interpreter_is_missing(string content, string said)
    {
        Script(content);
        var step = Failure(new ToolCommand("./tool.sh", []));
        Assert.Equal("PIPE0407", step.Code);
        Assert.Contains(said, step.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Fails_with_0409_when_the_command_line_is_too_long()
    {
        var step = Failure(new ToolCommand("true", [new string('x', 4_000_000)]));
        Assert.Equal("PIPE0409", step.Code);
        Assert.True(step.Reason.Length < 1000, "the message does not repeat it");
    }

    [Fact]
    public void A_relative_path_is_found_from_the_working_folder_and_from_the_root()
    {
        Directory.CreateDirectory(_run.PathOf("sub"));
        Script("#!/bin/sh\npwd\n");
        Script("#!/bin/sh\necho inner\n", "sub/inner.sh");
        var outputs = new List<string>();
        _run.Build.Target("A").Run(async run =>
        {
            foreach (var name in (string[])["./tool.sh", "./inner.sh"])
                outputs.Add((await run.Tool(new ToolCommand(name, []) { WorkingDirectory = "sub" })).StandardOutput);
        });

        Assert.Equal("", _run.Run("A").Steps[0].Reason);
        Assert.Equal([_run.PathOf("sub") + "\n", "inner\n"], outputs);
    }

    [Theory]
    [InlineData("KILL", "exit code 137 (SIGKILL)", "out of memory")]
    [InlineData("TERM", "exit code 143 (SIGTERM)", "")]
    [InlineData("SEGV", "exit code 139 (SIGSEGV)", "")]
    public void Fails_with_0402_and_the_signal_that_ended_it(string signal, string said, string hint)
    {
        var step = Failure(new ToolCommand("sh", ["-c", $"echo last words; kill -{signal} $$"]) { WorkingDirectory = "sub folder" });
        Assert.Equal("PIPE0402", step.Code);
        Assert.StartsWith($"'sh' ended with {said} in sub folder: sh -c ", step.Reason, StringComparison.Ordinal);
        Assert.EndsWith("\nlast words", step.Reason, StringComparison.Ordinal);
        Assert.Contains(hint, step.Reason, StringComparison.Ordinal);
        Assert.Equal(hint.Length > 0, step.Reason.Contains("memory", StringComparison.Ordinal));
    }

    [Fact]
    public void Fails_with_0403_and_the_last_lines()
    {
        var step = Failure(new ToolCommand("sh", ["-c", "echo working; exec sleep 1000"]) { Timeout = TimeSpan.FromMilliseconds(300) });
        Assert.Equal("PIPE0403", step.Code);
        Assert.EndsWith("\nworking", step.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_lines_are_few_and_short_and_masked_before_they_are_cut()
    {
        const string secret = "s3cr3t-value-of-last-lines";
        var key = _run.Build.Secret("last-key", "Key");
        _run.Variables = _run.Variables.Add("PIPELINE_LAST_KEY", secret);

        // A cut of the raw line would leave half of the secret.
        _run.Build.Target("A").Needs(key).Run((run, _) => run.Tool("sh", "-c", $"seq 100; printf '%490s{secret}%5000s\\n' x y; exit 1"));
        var step = _run.Run("A").Steps[0];

        Assert.Equal(21, step.Reason.Split('\n').Length);
        Assert.All(step.Reason.Split('\n')[1..], line => Assert.InRange(line.Length, 1, 501));
        Assert.DoesNotContain("s3cr", step.Reason, StringComparison.Ordinal);
    }

    private string Script(string content, string name = "tool.sh")
    {
        var file = _run.PathOf(name);
        File.WriteAllText(file, content);
        File.SetUnixFileMode(file, Executable);
        return file;
    }

    private StepResult Failure(ToolCommand command)
    {
        Directory.CreateDirectory(_run.PathOf("sub folder"));
        _run.Build.Target("A").Run(run => run.Tool(command));
        var step = _run.Run("A").Steps[0];
        Assert.Equal(StepOutcome.Failed, step.Outcome);
        Assert.Null(Record.Exception(() => _run.Record));
        return step;
    }
}
