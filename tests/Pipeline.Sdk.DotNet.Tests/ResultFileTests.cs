using System.Text;
using System.Xml.Linq;
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
    public void Results_are_written_as_JUnit_for_CI_systems_and_hold_no_secret()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Root, "junit.xml");

        JUnitReport.Write(file, "Test", [Read("mixed.trx"), Read("mstest.trx")], text => text.Replace("Values differ", "***", StringComparison.Ordinal));

        var suites = XElement.Load(file);
        Assert.Equal(("testsuites", "Test", "9", "3", "2"), (suites.Name.LocalName, Value(suites, "name"), Value(suites, "tests"), Value(suites, "failures"), Value(suites, "skipped")));
        Assert.Equal(["5", "4"], suites.Elements("testsuite").Select(suite => Value(suite, "tests")));
        var failed = suites.Descendants("testcase").Single(test => Value(test, "name") == "Fails");
        Assert.Equal("U.SumTests", Value(failed, "classname"));
        Assert.Equal("Assert.Equal() Failure: ***", Value(failed.Element("failure")!, "message"));
        Assert.Contains("Expected: 4", failed.Element("failure")!.Value, StringComparison.Ordinal);
        Assert.Equal("needs a printer", Value(suites.Descendants("skipped").First(), "message"));
        Assert.Equal("Rows (1)", Value(suites.Descendants("testcase").First(test => Value(test, "name").StartsWith("Rows", StringComparison.Ordinal)), "name"));
        Assert.DoesNotContain("Values differ", File.ReadAllText(file), StringComparison.Ordinal);

        static string Value(XElement element, string attribute) => element.Attribute(attribute)?.Value ?? "";
    }

    [Fact]
    public void A_message_that_no_XML_can_hold_is_written_all_the_same()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Root, "junit.xml");
        var run = Read("mixed.trx");

        JUnitReport.Write(file, "Test", [run with { Tests = [new TrxTest("A sentence with a. dot(\u0001)", TrxOutcome.Failed, TimeSpan.FromSeconds(1.5), "nul \0, half \ud83d, whole \ud83d\ude00 <&>", "")] }], text => text);

        var test = XElement.Load(file).Descendants("testcase").Single();
        Assert.Equal(("", "A sentence with a. dot(\ufffd)", "1.500"), (test.Attribute("classname")?.Value, test.Attribute("name")?.Value, test.Attribute("time")?.Value));
        Assert.Equal("nul \ufffd, half \ufffd, whole \ud83d\ude00 <&>", test.Element("failure")!.Attribute("message")?.Value);
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
