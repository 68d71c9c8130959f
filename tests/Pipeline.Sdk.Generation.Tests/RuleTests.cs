using System.Text.RegularExpressions;
using Pipeline.Sdk.Generation.Definitions;

namespace Pipeline.Sdk.Generation;

/// <summary>Each rule broken alone, and kept.</summary>
public sealed partial class RuleTests
{
    // Told of the lock, of scripts and of documents, each by a test of its own.
    private static readonly string[] Elsewhere = ["PIPE0301", "PIPE0302", "PIPE0308", "PIPE0325", "PIPE0326"];

    public static TheoryData<string> Errors { get; } = [.. RuleFixtures.All.Select(fixture => fixture.Name)];

    public static TheoryData<int> Warnings { get; } = [.. Enumerable.Range(0, RuleFixtures.Warnings.Count)];

    [Theory]
    [MemberData(nameof(Errors))]
    public void A_definition_that_breaks_one_rule_is_refused_for_that_alone(string name)
    {
        var fixture = RuleFixtures.All.Single(one => one.Name == name);

        var finding = Assert.Single(Findings(fixture.Broken), found => found.Severity == DiagnosticSeverity.Error);

        Assert.Equal(fixture.Code, finding.Code);
        Assert.Contains(fixture.Culprit, finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Findings(fixture.Right), found => found.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [MemberData(nameof(Warnings))]
    public void What_hinders_nothing_is_told(int number)
    {
        var fixture = RuleFixtures.Warnings[number];

        var finding = Assert.Single(Findings(fixture.Broken), found => found.Code == fixture.Code);

        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.Contains(fixture.Culprit, finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Findings(fixture.Right), found => found.Code == fixture.Code);
    }

    [Fact]
    public void Every_code_of_the_generation_has_a_fixture()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Pipeline.Sdk.Generation"), "*Diagnostics.cs", SearchOption.AllDirectories);
        var codes = sources.SelectMany(File.ReadLines).SelectMany(line => Code().Matches(line).Select(match => match.Value)).Distinct().Except(Elsewhere).Order(StringComparer.Ordinal);

        Assert.Empty(codes.Except(RuleFixtures.All.Concat(RuleFixtures.Warnings).Select(fixture => fixture.Code)));
    }

    [Fact]
    public void All_findings_of_all_workflows_are_told_at_once_and_each_names_its_line()
    {
        var given = new Given();
        given.Workflow("one", w => w.OnPush("a b").OnSchedule("never").Job("a", [given.Lint], j => j.On(Runner.Ubuntu with { Name = "a b", GitHubLabel = "c d" })));
        given.Workflow("two", w => w.Job("back", [given.Rollback]));

        var findings = Assert.Throws<InvalidPipelineException>(() => WorkflowFiles.From(given.Build)).Diagnostics;

        Assert.Equal(["PIPE0307", "PIPE0314", "PIPE0304", "PIPE0306", "PIPE0313"], findings.Select(finding => finding.Code));
        Assert.All(findings, finding => Assert.NotNull(finding.Source));
    }

    private static System.Collections.Immutable.ImmutableArray<Diagnostic> Findings(Func<Given, WorkflowDraft, WorkflowDraft> describe)
    {
        var given = new Given();
        given.Ci(w => describe(given, w));
        try
        {
            return WorkflowFiles.Make(given.Build).Warnings;
        }
        catch (InvalidPipelineException invalid)
        {
            return invalid.Diagnostics;
        }
    }

    [GeneratedRegex("PIPE[0-9]{4}")]
    private static partial Regex Code();
}
