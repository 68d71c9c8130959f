using System.Net;
using System.Text.Json;

namespace Pipeline.Sdk.Execution.Tests.Logging;

/// <summary>What CI systems take beside the log of a job, approved as text.</summary>
public sealed class HostReportTests : IDisposable
{
    private readonly ConsoleScript _script = new();

    public void Dispose() => _script.Dispose();

    [Theory]
    [InlineData("GITLAB_CI=true", "report-gitlab")]
    [InlineData("JENKINS_URL=https://j.example.org/", "report-jenkins")]
    public void A_host_that_collects_files_finds_one_in_the_runs_folder(string variables, string approved)
    {
        _script.Play(RunConsoles.Create(_script.Settings(variables)));

        Approved.Matches(_script.Files.ToString(), approved);
    }

    [Fact]
    public void GitLab_tells_remarks_apart_that_are_alike_and_knows_one_again_that_moved()
    {
        var first = Fingerprints(new Annotation(DiagnosticSeverity.Warning, "unused", "a.cs", 4), new Annotation(DiagnosticSeverity.Warning, "unused", "a.cs", 9));
        var moved = Fingerprints(new Annotation(DiagnosticSeverity.Warning, "unused", "a.cs", 5), new Annotation(DiagnosticSeverity.Warning, "unused", "b.cs", 9));

        Assert.NotEqual(first[0], first[1]);
        Assert.Equal(first[0], moved[0]);
        Assert.DoesNotContain(moved[1], first);
    }

    [Fact]
    public void AppVeyors_agent_is_told_remarks_failures_and_the_summary()
    {
        using (var agent = new StandInAgent())
        {
            _script.Play(RunConsoles.Create(_script.Settings($"APPVEYOR=True APPVEYOR_API_URL={agent.Address}")));
            Approved.Matches(agent.Taken, "report-appveyor");
        }
    }

    [Fact]
    public void An_agent_that_refuses_is_a_warning()
    {
        using var agent = new StandInAgent(HttpStatusCode.InternalServerError);

        _script.Play(RunConsoles.Create(_script.Settings($"APPVEYOR=True APPVEYOR_API_URL={agent.Address}")));

        Assert.Contains("warning: the messages for AppVeyor could not be handed over: Response status code", _script.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_agent_that_is_not_there_is_a_warning()
    {
        Uri address;
        using (var agent = new StandInAgent())
            address = agent.Address;

        _script.Play(RunConsoles.Create(_script.Settings($"APPVEYOR=True APPVEYOR_API_URL={address}")));

        Assert.Contains("warning: the messages for AppVeyor could not be handed over:", _script.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_is_full_is_a_warning()
    {
        _script.Play(RunConsoles.Create(_script.Settings("GITLAB_CI=true") with { Append = (_, _) => throw new IOException("No space left on device") }));

        Assert.Contains("warning: the Code Quality report could not be handed over: No space left on device", _script.Text, StringComparison.Ordinal);
    }

    private List<string?> Fingerprints(params Annotation[] annotations)
    {
        var text = "";
        var summary = _script.Summary();
        new GitLabReport((_, report) => text = report).Hand(summary with { Steps = [summary.Steps[0] with { Annotations = [.. annotations] }] });
        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.EnumerateArray().Select(remark => remark.GetProperty("fingerprint").GetString())];
    }
}
