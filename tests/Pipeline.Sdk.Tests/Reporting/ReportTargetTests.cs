using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pipeline.Sdk.Tests;

/// <summary>The target <c>Report</c>: which run it takes, what it says, what it refuses. How the page looks is tested in a browser.</summary>
public sealed class ReportTargetTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void It_reports_on_the_last_run_and_not_on_itself()
    {
        _place.Run(Define, "Test");
        Assert.Equal(0, _place.Run(Define, "Report").ExitCode);
        var outcome = _place.Run(Define, "Report");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Test succeeded after", outcome.Output, StringComparison.Ordinal);
        Assert.Contains($"Report: {Path.Combine(Folder(0), "report.html")}", outcome.Output, StringComparison.Ordinal);
        Assert.StartsWith("<!doctype html>", Page(0), StringComparison.Ordinal);
        Assert.StartsWith("### Test succeeded", File.ReadAllText(Path.Combine(Folder(0), "report.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void It_reports_on_the_run_that_is_named()
    {
        _place.Run(Define, "Test");
        _place.Run(Define, "Bad");

        _place.Run(Define, "Report", "--run", Path.GetFileName(Folder(0)));

        Assert.Contains("<title>Test succeeded", Page(0), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Folder(1), "report.html")));
    }

    [Fact]
    public void An_unknown_run_is_an_error_with_the_nearest_id()
    {
        _place.Run(Define, "Test");
        var id = Path.GetFileName(Folder(0));

        var outcome = _place.Run(Define, "Report", "--run", id[..^1] + "x");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains($"PIPE0951: There is no recorded run '{id[..^1]}x'. Did you mean '{id}'?", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_run_it_says_what_to_do_first() =>
        Assert.Contains("PIPE0950", _place.Run(Define, "Report").Output, StringComparison.Ordinal);

    [Fact]
    public void A_named_run_whose_record_is_broken_is_an_error()
    {
        _place.Write(".pipeline/runs/20200101-000000-1/run.json", "{ half");

        Assert.Contains("PIPE0952", _place.Run(Define, "Report", "--run", "20200101-000000-1").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_an_error()
    {
        _place.Run(Define, "Test");
        Directory.CreateDirectory(Path.Combine(Folder(0), "report.html"));

        Assert.Contains("PIPE0953", _place.Run(Define, "Report").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_try_of_a_target_is_a_bar_of_its_own_and_a_row_of_a_table()
    {
        var tries = 0;
        _place.Run(build => build.Target("Push").Retry(3, TimeSpan.FromMilliseconds(1)).Run(_ => ++tries < 3 ? throw new InvalidOperationException($"busy {tries} <now>") : tries), "Push");
        _place.Run(Define, "Report");
        var page = Page(0);

        Assert.Equal(["warn", "warn", "good"], Regex.Matches(page, "<rect class=\"fill-(good|warn|bad)[ \"]", RegexOptions.None, TimeSpan.FromSeconds(5)).Select(bar => bar.Groups[1].Value));
        Assert.Contains("How often it was tried", page, StringComparison.Ordinal);
        Assert.Contains("<td>busy 1 &lt;now&gt;</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>busy 2 &lt;now&gt;</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_of_an_older_version_knows_how_often_and_not_when()
    {
        var tries = 0;
        _place.Run(build => build.Target("Push").Retry(3, TimeSpan.FromMilliseconds(1)).Run(_ => ++tries < 3 ? throw new InvalidOperationException("busy") : tries), "Push");
        var record = Path.Combine(Folder(0), "run.json");
        var json = JsonNode.Parse(File.ReadAllText(record))!;
        Assert.True(json["steps"]![0]!.AsObject().Remove("tries"));
        File.WriteAllText(record, json.ToJsonString());

        Assert.Equal(0, _place.Run(Define, "Report").ExitCode);

        Assert.Single(Regex.Matches(Page(0), "<rect class=\"fill-good", RegexOptions.None, TimeSpan.FromSeconds(5)));
        Assert.Contains("3 attempts", Page(0), StringComparison.Ordinal);
        Assert.DoesNotContain("How often it was tried", Page(0), StringComparison.Ordinal);
    }

    [Fact]
    public void A_killed_run_is_reported_on_when_it_is_named()
    {
        _place.Write(".pipeline/runs/20200101-000000-1/run.json", """
            {"schema":1,"id":"20200101-000000-1","state":"running","startedAt":"2020-01-01T00:00:00Z","durationSeconds":0,"environment":null,"targets":["Test"],
             "steps":[{"target":"Test","why":"asked for","waitsFor":[7,-1,0]}]}
            """);

        var outcome = _place.Run(Define, "Report", "--run", "20200101-000000-1");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Test was still running, or was killed", Page(0), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_sits_there_to_be_shown_a_page()
    {
        _place.Run(Define, "Test");

        var outcome = _place.Run(Define, "Report", "--open");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("--open shows a page only to a person at a terminal", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_author_may_have_the_name_and_the_options()
    {
        static void Own(PipelineBuilder build)
        {
            var run = build.Parameter("run", "How fast", 7);
            build.Target("Report").Needs(run).Run((context, fast) => context.Log.Info($"own {fast}"));
        }

        Assert.Contains("own 7", _place.Run(Own, "Report").Output, StringComparison.Ordinal);
        static void OtherOption(PipelineBuilder build)
        {
            var run = build.Parameter("run", "How fast", 7);
            build.Target("Test").Needs(run).Run((_, _) => { });
        }

        Assert.Equal(0, _place.Run(OtherOption, "Test", "--run", "8").ExitCode);
    }

    [Fact]
    public void Text_of_logs_names_and_sources_stays_text_and_secrets_stay_hidden()
    {
        _place.Variables = _place.Variables.Add("PIPELINE_KEY", "hunter2hunter2");
        _place.Write("src/a.cs", "one\n// <img src=x onerror=alert(1)>\nthree\n");
        void Evil(PipelineBuilder build)
        {
            var key = build.Secret("key", "A key");
            build.Target("Evil").Needs(key).Run((run, secret) =>
            {
                run.Log.Info("</pre><script>alert(1)</script> " + secret.Reveal());
                run.Log.Annotate(new Annotation(DiagnosticSeverity.Error, "<b>bad</b> | `x`", "src/a.cs", 2, Title: "T<1>"));
                run.Log.Annotate(new Annotation(DiagnosticSeverity.Error, "elsewhere", "../outside.txt", 1));
                throw new StepFailedException("TEST0001", "<i>no</i> ``` | end");
            });
        }

        File.WriteAllText(_place.Outside("outside.txt"), "not of the repository");
        _place.Run(Evil, "Evil");
        _place.Run(Define, "Report");

        var page = Page(0);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt; ***", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>no", page, StringComparison.Ordinal);
        Assert.DoesNotContain("not of the repository", page, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x", page, StringComparison.Ordinal);
        var markdown = File.ReadAllText(Path.Combine(Folder(0), "report.md"));
        Assert.DoesNotContain("<b>", markdown, StringComparison.Ordinal);
        Assert.Contains("````text", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_log_is_there_with_its_beginning_and_its_end()
    {
        _place.Run(build => build.Target("Long").Run(run =>
        {
            for (var i = 0; i < 20_000; i++)
                run.Log.Detail($"line number {i}");
        }), "Long");
        _place.Run(Define, "Report");

        var page = Page(0);
        Assert.Contains("line number 0\n", page, StringComparison.Ordinal);
        Assert.Contains("line number 19999", page, StringComparison.Ordinal);
        Assert.DoesNotContain("line number 10000\n", page, StringComparison.Ordinal);
        Assert.Contains("<code>.pipeline/runs/", page, StringComparison.Ordinal);
        Assert.True(page.Length < 120_000, $"{page.Length}");
    }

    private static void Define(PipelineBuilder build)
    {
        build.Target("Test").Run(run => run.Log.Info("tested"));
        build.Target("Bad").Run(_ => throw new StepFailedException("TEST0001", "no"));
    }

    private string Folder(int index) => Directory.GetDirectories(_place.PathOf(".pipeline/runs")).Order(StringComparer.Ordinal).ElementAt(index);

    private string Page(int index) => File.ReadAllText(Path.Combine(Folder(index), "report.html"));
}
