using System.Text;
using Pipeline.Sdk.DotNet.CoverageReports;
using Pipeline.Sdk.DotNet.Testing;
using Pipeline.Sdk.DotNet.Tests.Infrastructure;

namespace Pipeline.Sdk.DotNet.Tests;

public sealed class ResultFileTests
{
    [Fact]
    public void A_trx_file_gives_counts_failures_and_skip_reasons()
    {
        using var folder = new TempFolder().Write("tests/U/T.cs", "");
        var run = Read("mixed.trx");

        var report = TestReports.Of([run], folder.Root);

        Assert.Equal((3, 1, 1, 5), (report.Passed, report.Failed, report.Skipped, report.Total));
        Assert.Equal(["needs a printer"], report.SkipReasons);
        // The sample's paths are mapped: /_/tests/U/T.cs.
        Assert.Equal(new TestFailure("U.SumTests.Fails", "Assert.Equal() Failure: Values differ\nExpected: 4\nActual:   3", "tests/U/T.cs", 11), report.Failures[0] with { Message = report.Failures[0].Message.ReplaceLineEndings("\n") });
        Assert.Equal("U.SumTests.Fails", report.Slowest[0].Test);
        Assert.Equal(4, report.Slowest.Length);
        Assert.Equal(TimeSpan.FromMilliseconds(30), report.Duration);
        Assert.Empty(run.Faults);
    }

    [Fact]
    public void A_crash_behind_passed_tests_is_a_fault()
    {
        var run = Read("crashed-xunit.trx");

        Assert.False(run.Succeeded);
        Assert.Equal(TrxOutcome.Passed, Assert.Single(run.Tests).Outcome);
        Assert.Contains("[FATAL ERROR]", Assert.Single(run.Faults), StringComparison.Ordinal);
        Assert.Contains("out of paper", run.Output);
        Assert.DoesNotContain(run.Output, line => line.StartsWith("at ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_crashed_host_is_a_fault_with_its_reason()
    {
        var run = Read("crashed-host.trx");

        Assert.False(run.Succeeded);
        Assert.Empty(run.Tests);
        Assert.Equal(["The active test run was aborted. Reason: Test host process crashed : Process terminated.", "out of paper"], run.Faults);
    }

    [Fact]
    public void MSTest_names_become_full_and_the_rows_count_in_place_of_their_heading()
    {
        var run = Read("mstest.trx");

        Assert.Equal(["M.SumTests.Wrong", "M.SumTests.Rows (1)", "M.SumTests.Rows (2)", "M.SumTests.Later"], run.Tests.Select(test => test.Name));
        Assert.Equal([TrxOutcome.Failed, TrxOutcome.Passed, TrxOutcome.Failed, TrxOutcome.Skipped], run.Tests.Select(test => test.Outcome));
        Assert.Equal("two is wrong", run.Tests[2].Message);
        Assert.Equal(["no reason given"], TestReports.Of([run], "/nowhere").SkipReasons);
    }

    [Fact]
    public void A_file_that_is_cut_off_counts_as_failed_and_keeps_what_it_holds()
    {
        var text = Text("mixed.trx");

        var run = TrxReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text[..text.IndexOf("<TestDefinitions>", StringComparison.Ordinal)])));

        Assert.False(run.Succeeded);
        Assert.Equal(5, run.Tests.Length);
        Assert.Contains("cut off", Assert.Single(run.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Cobertura_totals_come_from_the_counts()
    {
        var summary = CoberturaReader.Read(Stream("coverlet.xml"));

        Assert.Equal(4.0 / 6, summary.Lines);
        Assert.Equal(0.5, summary.Branches);
    }

    [Fact]
    public void Without_lines_there_is_no_share()
    {
        var summary = CoberturaReader.Read(new MemoryStream("<coverage line-rate=\"1\" lines-covered=\"0\" lines-valid=\"0\" branches-covered=\"0\" branches-valid=\"0\" />"u8.ToArray()));

        Assert.Equal(new CoverageSummary(null, null), summary);
    }

    private static TrxRun Read(string sample) => TrxReader.Read(Stream(sample));

    private static string Text(string sample)
    {
        using var reader = new StreamReader(Stream(sample));
        return reader.ReadToEnd();
    }

    private static Stream Stream(string sample) =>
        typeof(ResultFileTests).Assembly.GetManifestResourceStream(sample) ?? throw new InvalidOperationException($"There is no sample {sample}.");
}
