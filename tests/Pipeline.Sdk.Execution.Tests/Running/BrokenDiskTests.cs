namespace Pipeline.Sdk.Execution.Tests.Running;

/// <summary>Records and logs that cannot be written: the run goes on, and a person is told. Root ignores permissions, so other things stand in the way.</summary>
public sealed class BrokenDiskTests : IDisposable
{
    private readonly TestRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_record_that_cannot_be_written_does_not_change_the_outcome()
    {
        Directory.CreateDirectory(Path.Combine(_run.RunFolder, "run.json", "in the way"));
        RunsToItsEndAndTells("run.json could not be written");
    }

    [Fact]
    public void A_run_folder_that_cannot_be_made_does_not_change_the_outcome()
    {
        Directory.CreateDirectory(_run.StateFolder);
        File.WriteAllText(Path.Combine(_run.StateFolder, "runs"), "in the way");
        RunsToItsEndAndTells("run.json could not be written");
    }

    [Fact]
    public void A_log_that_cannot_be_opened_is_told_once_and_its_lines_are_still_shown()
    {
        Directory.CreateDirectory(Path.Combine(_run.RunFolder, "A.log"));
        RunsToItsEndAndTells("A.log cannot be written");
    }

    [Fact]
    public void A_disk_that_is_full_is_told_once_and_all_lines_are_still_shown()
    {
        Directory.CreateDirectory(_run.RunFolder);
        File.CreateSymbolicLink(Path.Combine(_run.RunFolder, "A.log"), "/dev/full");
        RunsToItsEndAndTells("A.log cannot be written", lines: 20_000);
    }

    [Fact]
    public void A_disk_that_is_full_at_the_last_moment_is_told_too()
    {
        Directory.CreateDirectory(_run.RunFolder);
        File.CreateSymbolicLink(Path.Combine(_run.RunFolder, "A.log"), "/dev/full");

        // Ten lines stay in the buffer until the file is closed.
        RunsToItsEndAndTells("A.log cannot be written", lines: 10);
    }

    [Fact]
    public void A_disk_that_a_log_fills_up_takes_the_record_too_and_the_outcome_is_still_told()
    {
        using var disk = SmallDisk.Mount(_run.StateFolder);
        var left = "";
        _run.Build.Target("A").Run(run =>
        {
            for (var line = 0; line < 100; line++)
                run.Log.Info("line " + line + new string('x', 20_000));
            left = string.Join(' ', Directory.GetFiles(_run.RunFolder).Select(Path.GetFileName).Order());
            throw new StepFailedException("PIPE9999", "Broken.");
        });

        var summary = _run.Run("A");
        Assert.Equal(ExitCodes.Failed, summary.ExitCode);
        Assert.Equal("A.log run.json", left);
        Assert.Equal(100, _run.Text.Split('\n').Count(line => line.StartsWith("A | line ", StringComparison.Ordinal)));
        Assert.Single(_run.Text.Split('\n'), line => line.Contains("A.log cannot be written", StringComparison.Ordinal));
        Assert.Single(_run.Text.Split('\n'), line => line.Contains("run.json could not be written", StringComparison.Ordinal));
        Assert.Contains("\nFailed in ", _run.Text, StringComparison.Ordinal);
        Assert.Contains("PIPE9999: Broken.", _run.Text, StringComparison.Ordinal);

        // Half a record is of no use; the one of the beginning says that the run did not end there.
        Assert.Equal("running", _run.Record.GetProperty("state").GetString());
        Assert.False(File.Exists(Path.Combine(_run.RunFolder, "run.json.tmp")));
    }

    private void RunsToItsEndAndTells(string problem, int lines = 100)
    {
        _run.Build.Target("A").Run(run =>
        {
            for (var line = 0; line < lines; line++)
                run.Log.Info("line " + line);
        });

        Assert.Equal(ExitCodes.Done, _run.Run("A").ExitCode);
        Assert.Equal(lines, _run.Text.Split('\n').Count(line => line.StartsWith("A | line ", StringComparison.Ordinal)));
        Assert.Single(_run.Text.Split('\n'), line => line.Contains(problem, StringComparison.Ordinal));
        Assert.Contains("\nSucceeded in ", _run.Text, StringComparison.Ordinal);
    }
}
