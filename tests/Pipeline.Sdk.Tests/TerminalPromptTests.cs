using System.Diagnostics;

namespace Pipeline.Sdk.Tests;

/// <summary>Prompts on a real terminal: a pseudo-terminal that <c>script</c> of util-linux opens around a real program.</summary>
public sealed class TerminalPromptTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly Workplace _place = new();

    [Fact]
    public async Task A_person_is_asked_and_a_secret_does_not_show()
    {
        using var terminal = Start();
        await terminal.AnswerAsync("How many (count)", "many\r");
        await terminal.AnswerAsync("expected a whole number", "");
        await terminal.AnswerAsync("How many (count)", "3\r");
        await terminal.AnswerAsync("Key (key)", "hunter2\r");

        Assert.Equal(0, await terminal.EndAsync());
        Assert.Contains("3 and 7 characters", terminal.Seen, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", terminal.Seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u0003", 130, "")]
    [InlineData("\u0004", 2, "PIPE0221")]
    public async Task Ctrl_C_and_Ctrl_D_end_it_before_anything_has_run(string key, int exitCode, string code)
    {
        using var terminal = Start();
        await terminal.AnswerAsync("How many (count)", key);

        Assert.Equal(exitCode, await terminal.EndAsync(key));
        Assert.Contains(code, terminal.Seen, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_place.PathOf(".pipeline")), "What never began leaves no run.");
    }

    private Terminal Start()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/script"))
            Assert.Skip("There is no `script` of util-linux to open a terminal.");

        var program = Path.Combine(AppContext.BaseDirectory, "Pipeline.Sdk.Prompts.Fixture.dll");
        var start = new ProcessStartInfo("/usr/bin/script", ["-qefc", $"exec env --default-signal=INT dotnet '{program}'", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = _place.Root,
        };
        foreach (var ci in new[] { "CI", "GITHUB_ACTIONS", "TF_BUILD" })
            start.Environment.Remove(ci);
        start.Environment["TERM"] = "xterm";
        start.Environment["SHELL"] = "/bin/sh";
        start.Environment["PIPELINE_ROOT"] = _place.Root;
        start.Environment["XDG_CONFIG_HOME"] = _place.Outside("config");
        return new Terminal(Process.Start(start) ?? throw new InvalidOperationException("`script` did not start."), Limit);
    }

    public void Dispose() => _place.Dispose();
}
