namespace Pipeline.Sdk.Tests;

/// <summary>What becomes of a run's report in CI systems that have a page for it.</summary>
public sealed class CiReportTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void On_GitHub_the_page_of_the_step_has_remarks_with_their_lines_and_the_graph_and_the_report_lies_beside_the_record()
    {
        var page = _place.Outside("summary.md");
        _place.Variables = _place.Variables.Add("GITHUB_ACTIONS", "true").Add("GITHUB_STEP_SUMMARY", page);

        _place.Run(Define, "Test");

        var text = File.ReadAllText(page);
        Assert.Contains("| error | src/a.cs(2) | T1: wrong \\| so | if (a \\| b) return; |", text, StringComparison.Ordinal);
        Assert.Contains("```mermaid\nflowchart TD\n  n0[\"#10003; Compile\"]\n  n1[\"#10003; Test\"]\n  n0 --> n1\n```", text.Replace("✓", "#10003;", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Folder(), "report.html")));
        Assert.True(File.Exists(Path.Combine(Folder(), "report.md")));
    }

    [Fact]
    public void On_Azure_the_summary_has_the_same_without_a_drawing()
    {
        _place.Variables = _place.Variables.Add("TF_BUILD", "True");

        _place.Run(Define, "Test");

        var text = File.ReadAllText(Path.Combine(Folder(), "summary.md"));
        Assert.Contains("src/a.cs(2)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("mermaid", text, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Folder(), "report.html")));
    }

    [Fact]
    public void A_second_run_is_compared_with_the_first()
    {
        _place.Variables = _place.Variables.Add("TF_BUILD", "True");
        _place.Run(Define, "Test");
        _place.Run(Define, "Test", "--level", "2");

        Assert.Contains("| --level | 1 | 2 |  |", File.ReadAllText(Path.Combine(Folder(), "summary.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_cannot_be_written_does_not_change_the_outcome()
    {
        _place.Variables = _place.Variables.Add("TF_BUILD", "True");

        var outcome = _place.Run(build => build.Target("Test").Run(run => Directory.CreateDirectory(Path.Combine(Folder(), "report.html"))), "Test");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("warning: the report of the run could not be made", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_persons_machine_no_report_is_written_unasked()
    {
        _place.Run(Define, "Test");

        Assert.False(File.Exists(Path.Combine(Folder(), "report.html")));
    }

    private string Folder() => Directory.GetDirectories(_place.PathOf(".pipeline/runs")).Order(StringComparer.Ordinal).Last();

    private void Define(PipelineBuilder build)
    {
        _place.Write("src/a.cs", "one\n  if (a | b) return;\n");
        var level = build.Parameter("level", "A level", 1);
        var compile = build.Target("Compile").Needs(level).Run((run, _) => run.Log.Annotate(new Annotation(DiagnosticSeverity.Error, "wrong | so", "src/a.cs", 2, Title: "T1")));
        build.Target("Test").DependsOn(compile).Run(_ => { });
    }
}
