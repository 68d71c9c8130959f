using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Pipeline.Sdk.Execution.Tests.Processes;

namespace Pipeline.Sdk.Execution.Tests.Logging;

/// <summary>A real program in a real pseudo-terminal, which <c>script</c> of util-linux makes.</summary>
public sealed class PseudoTerminalTests : IDisposable
{
    private const string Script = "/usr/bin/script";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_that_fails_leaves_lines_a_table_and_a_cursor()
    {
        using var terminal = Start("Quick Broken --parallel 1");
        var text = await terminal.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await terminal.WaitForExitAsync(TestContext.Current.CancellationToken);

        var screen = new Screen(text);
        Assert.Equal(ExitCodes.Failed, terminal.ExitCode);
        Assert.True(screen.IsCursorShown);
        Assert.Equal(1, screen.Hidden);
        Assert.Contains("Quick | said by itself\n", screen.Text, StringComparison.Ordinal);
        Assert.Contains("✓ Quick ", screen.Text, StringComparison.Ordinal);
        Assert.Contains("✗ Broken failed after ", screen.Text, StringComparison.Ordinal);
        Assert.Contains("\n  the last thing it said\n", screen.Text, StringComparison.Ordinal);
        Assert.Contains("│ Broken ", screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("not shown", screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(" running, ", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_Ctrl_C_the_cursor_is_there_again()
    {
        using var terminal = Start("Endless");
        var text = new StringBuilder();
        await ReadUntil(terminal.StandardOutput, text, "waiting for ever");
        Assert.Contains("\u001b[?25l", text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[?25h", text.ToString(), StringComparison.Ordinal);

        await terminal.StandardInput.WriteAsync("\u0003");
        await terminal.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        text.Append(await terminal.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await terminal.WaitForExitAsync(TestContext.Current.CancellationToken);

        // The terminal's own echo of the key lands anywhere, in the middle of a sequence too.
        var screen = new Screen(text.Replace("^C", "").ToString());
        Assert.Equal(ExitCodes.Cancelled, terminal.ExitCode);
        Assert.True(screen.IsCursorShown);
        Assert.Contains("- Endless cancelled\n", screen.Text, StringComparison.Ordinal);
        Assert.Contains("Cancelled in ", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_Ctrl_C_ends_what_is_deaf_to_the_first()
    {
        using var terminal = Start("Deaf Stubborn");
        var text = new StringBuilder();
        await ReadUntil(terminal.StandardOutput, text, "hears nothing");
        await Eventually.True(() => File.Exists(_folder["deaf.pid"]) && Pids.In(_folder["deaf.pid"]).Length == 1, "the deaf program runs");
        var deaf = Pids.In(_folder["deaf.pid"])[0];

        var sinceTheFirst = Stopwatch.StartNew();
        await terminal.StandardInput.WriteAsync("\u0003");
        await terminal.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        // Not before the program has heard the first: the system makes one of two equal signals that wait at the same time.
        await ReadUntil(terminal.StandardOutput, text, "was asked to end");
        Assert.True(Pids.IsAlive(deaf));
        await terminal.StandardInput.WriteAsync("\u0003");
        await terminal.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        text.Append(await terminal.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await terminal.WaitForExitAsync(TestContext.Current.CancellationToken);
        sinceTheFirst.Stop();

        Assert.Equal(ExitCodes.Cancelled, terminal.ExitCode);
        Assert.False(Pids.IsAlive(deaf));
        using var record = JsonDocument.Parse(File.ReadAllText(Directory.GetFiles(_folder[".pipeline/runs"], "run.json", SearchOption.AllDirectories).Single()));
        var steps = record.RootElement.GetProperty("steps");
        Assert.Equal("cancelled", record.RootElement.GetProperty("outcome").GetString());
        Assert.Equal(["cancelled", "cancelled"], steps.EnumerateArray().Select(step => step.GetProperty("outcome").GetString()));
        Assert.Equal("did not end when the run was cancelled", steps[1].GetProperty("reason").GetString());

        // By the first key alone the deaf one would have been given up on after 13 seconds. The time counts from that key:
        // how long the programs took to start says nothing about it, and on a busy machine that is long.
        var limits = new CancellationLimits();
        Assert.InRange(sinceTheFirst.Elapsed, limits.GiveUpAfter, limits.ForceAfter + limits.GiveUpAfter);
    }

    [Theory]
    [InlineData("TERM", "xterm")]
    [InlineData("GITHUB_ACTIONS", "true")]
    public async Task Without_a_terminal_nothing_of_the_live_view_is_loaded(string variable, string value)
    {
        using var program = Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", Program, "Loaded"]), variable, value);
        program.StandardInput.Close();
        var text = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("loaded: Pipeline.Sdk.Execution", text, StringComparison.Ordinal);
        Assert.DoesNotContain("loaded: Spectre.Console", text, StringComparison.Ordinal);
    }

    private static string Program =>
        typeof(PseudoTerminalTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "TerminalFixture").Value ?? "";

    private static async Task ReadUntil(StreamReader reader, StringBuilder text, string expected)
    {
        var buffer = new char[256];
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        while (!text.ToString().Contains(expected, StringComparison.Ordinal))
        {
            var count = await reader.ReadAsync(buffer, deadline.Token);
            Assert.True(count > 0, $"It ended before '{expected}':\n{text}");
            text.Append(buffer, 0, count);
        }
    }

    private Process Start(string arguments)
    {
        Assert.SkipUnless(File.Exists(Script), $"{Script} is not there: install util-linux (Debian: bsdutils) to test on a pseudo-terminal.");
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return Start(new ProcessStartInfo(Script, ["-qec", $"exec env --default-signal=INT '{dotnet}' exec '{Program}' {arguments}", "/dev/null"]), "TERM", "xterm-256color");
    }

    private Process Start(ProcessStartInfo start, string variable, string value)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.StandardOutputEncoding = Encoding.UTF8;
        start.WorkingDirectory = _folder.Path;
        foreach (var name in (string[])["CI", "NO_COLOR", "GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "TEAMCITY_VERSION", "JENKINS_URL", "BUILDKITE", "APPVEYOR"])
            start.Environment.Remove(name);
        start.Environment["SHELL"] = "/bin/sh";
        start.Environment["PIPELINE_ROOT"] = _folder.Path;
        start.Environment["PIPELINE_STATE_HOME"] = _folder["state"];
        start.Environment[variable] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start");
    }
}
