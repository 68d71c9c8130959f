namespace Pipeline.Sdk.Execution.Tests.Logging;

/// <summary>What each CI system is given to read, approved as text.</summary>
public sealed class HostConsoleTests : IDisposable
{
    private const string GitHub = "GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=/tmp/summary";

    private readonly ConsoleScript _script = new();

    public void Dispose() => _script.Dispose();

    [Theory]
    [InlineData(GitHub, "host-github")]
    [InlineData("TF_BUILD=True", "host-azure")]
    [InlineData("GITLAB_CI=true", "host-gitlab")]
    [InlineData("TEAMCITY_VERSION=2025.03", "host-teamcity")]
    [InlineData("BUILDKITE=true", "host-buildkite")]
    [InlineData("JENKINS_URL=https://j.example.org/", "host-plain")]
    [InlineData("APPVEYOR=True", "host-plain")]
    [InlineData("CI=true", "host-plain")]
    [InlineData("", "host-plain")]
    public void Each_host_has_its_own_text(string variables, string approved)
    {
        _script.Play(RunConsoles.Create(_script.Settings(variables)));

        // Control characters are made visible: an approved text is read by people.
        Approved.Matches(_script.Text.Replace("\u001b", "␛", StringComparison.Ordinal).Replace("\r", "␍", StringComparison.Ordinal), approved);
    }

    [Theory]
    [InlineData(RunVerbosity.Quiet, GitHub, "verbosity-quiet-github")]
    [InlineData(RunVerbosity.Quiet, "", "verbosity-quiet-plain")]
    [InlineData(RunVerbosity.Detailed, GitHub, "verbosity-detailed-github")]
    [InlineData(RunVerbosity.Detailed, "", "verbosity-detailed-plain")]
    internal void Each_verbosity_has_its_own_text(RunVerbosity verbosity, string variables, string approved)
    {
        _script.Play(RunConsoles.Create(_script.Settings(variables, verbosity)));
        Approved.Matches(_script.Text, approved);
    }

    [Fact]
    public void The_json_log_is_one_object_a_line_and_nothing_else()
    {
        var console = RunConsoles.Create(_script.Settings("GITHUB_ACTIONS=true", RunVerbosity.Detailed) with { Format = RunLogFormat.Json });
        _script.Play(console);
        foreach (var line in _script.Text.TrimEnd('\n').Split('\n'))
        {
            using var json = System.Text.Json.JsonDocument.Parse(line);
            Assert.True(json.RootElement.TryGetProperty("time", out _), line);
            Assert.True(json.RootElement.TryGetProperty("event", out _), line);
            Assert.DoesNotContain("##[", line, StringComparison.Ordinal);
        }

        Approved.Matches(_script.Text, "log-json");
    }

    [Fact]
    public void The_json_log_has_no_details_unless_they_are_asked_for()
    {
        _script.Play(RunConsoles.Create(_script.Settings("") with { Format = RunLogFormat.Json }));
        Assert.DoesNotContain("\"detail\"", _script.Text, StringComparison.Ordinal);
        Assert.Contains("\"runFinished\"", _script.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GitHub, "summary-github")]
    [InlineData("TF_BUILD=True", "summary-azure")]
    public void The_summary_goes_to_the_runs_page(string variables, string approved)
    {
        _script.Play(RunConsoles.Create(_script.Settings(variables)));
        Approved.Matches(_script.Files.ToString(), approved);
    }

    [Fact]
    public void Without_a_summary_file_nothing_is_written()
    {
        _script.Play(RunConsoles.Create(_script.Settings("GITHUB_ACTIONS=true")));
        Assert.Empty(_script.Files.ToString());
    }

    [Fact]
    public void A_summary_that_cannot_be_written_is_a_warning()
    {
        _script.Play(RunConsoles.Create(_script.Settings(GitHub) with { Append = (_, _) => throw new IOException("disk full ##[error]") }));
        Assert.EndsWith("warning: the summary could not be handed over: disk full ##\\[error]\n", _script.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GITHUB_ACTIONS=true", "::add-mask::first-line-of-it\n::add-mask::second 100%25\n")]
    [InlineData("TF_BUILD=True", "##vso[task.setsecret]first-line-of-it\n##vso[task.setsecret]second 100%AZP25\n")]
    [InlineData("GITLAB_CI=true", "")]
    public void Secrets_are_registered_line_by_line_before_anything_else(string variables, string expected)
    {
        RunConsoles.Create(_script.Settings(variables));
        Assert.Equal(expected, _script.Text);
    }

    [Fact]
    public void Buildkite_is_given_the_summary_by_its_agent()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("the stand-in for the agent is a shell script");

        using var folder = new TemporaryFolder();
        var agent = folder.Write("buildkite-agent", $"#!/bin/sh\necho \"$@\" > '{folder["arguments"]}'\ncat > '{folder["body"]}'\n");
        File.SetUnixFileMode(agent, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var settings = _script.Settings("BUILDKITE=true");
        _script.Play(RunConsoles.Create(settings with { Variable = name => name == "PATH" ? folder.Path : settings.Variable(name) }));
        Assert.Equal("annotate --append --style error --context pipeline\n", File.ReadAllText(folder["arguments"]));
        Assert.StartsWith("### Failed in 4.0 s\n", File.ReadAllText(folder["body"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_buildkite_agent_that_fails_is_a_warning()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("the stand-in for the agent is a shell script");

        using var folder = new TemporaryFolder();
        var agent = folder.Write("buildkite-agent", "#!/bin/sh\ncat > /dev/null\nexit 3\n");
        File.SetUnixFileMode(agent, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var settings = _script.Settings("BUILDKITE=true");
        _script.Play(RunConsoles.Create(settings with { Variable = name => name == "PATH" ? folder.Path : settings.Variable(name) }));
        Assert.Contains("warning: the summary could not be handed over: buildkite-agent annotate:", _script.Text, StringComparison.Ordinal);
    }
}
