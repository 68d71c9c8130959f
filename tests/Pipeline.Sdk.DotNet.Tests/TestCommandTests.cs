using Pipeline.Sdk.DotNet.Tests.Infrastructure;

namespace Pipeline.Sdk.DotNet.Tests;

[Trait("Category", "Integration")]
public sealed class TestCommandTests(BuiltSolution solution)
{
    private static readonly TestOptions Built = new() { NoBuild = true };

    [Fact]
    public async Task Passing_tests_give_a_report_with_coverage()
    {
        var run = new TestRun(solution.Root, "Passing");

        var report = await run.DotNet.Test("tests/Mixed.Tests", coverage: Coverage.Cobertura, options: Built with { Filter = "FullyQualifiedName!~Fails", MinimumLineCoverage = 0.6 });

        Assert.Equal((3, 0, 1), (report.Passed, report.Failed, report.Skipped));
        Assert.Equal(["needs a printer"], report.SkipReasons);
        Assert.Contains(report.Slowest, test => test.Test == "Mixed.Tests.SumTests.Adds");
        Assert.Equal(4.0 / 6, report.LineCoverage);
        Assert.Equal(0.5, report.BranchCoverage);
        Assert.True(File.Exists(Path.Combine(solution.Root, "artifacts/coverage/Passing/Mixed.Tests/index.html")));
        Assert.True(File.Exists(Path.Combine(solution.Root, "artifacts/coverage/Passing/Mixed.Tests/Cobertura.xml")));
        Assert.Empty(run.Log.Annotations);
    }

    [Fact]
    public async Task A_failing_test_fails_the_step_and_points_at_its_line()
    {
        var run = new TestRun(solution.Root, "Failing");

        var failure = await Assert.ThrowsAsync<StepFailedException>(() => run.DotNet.Test("tests/Mixed.Tests/Mixed.Tests.csproj", options: Built));

        Assert.Equal("PIPE0504", failure.Code);
        Assert.Contains("failures=\"1\"", File.ReadAllText(Path.Combine(solution.Root, ".pipeline/tests/Failing/Mixed.Tests/junit.xml")), StringComparison.Ordinal);
        Assert.StartsWith("1 of 5 tests failed:\n", failure.Message, StringComparison.Ordinal);
        Assert.Contains("tests/Mixed.Tests/SumTests.cs(23): Mixed.Tests.SumTests.Fails: Assert.Equal() Failure: Values differ", failure.Message, StringComparison.Ordinal);
        var annotation = Assert.Single(run.Log.Annotations);
        Assert.Equal(("tests/Mixed.Tests/SumTests.cs", 23, "Mixed.Tests.SumTests.Fails"), (annotation.File, annotation.Line, annotation.Title));
    }

    [Fact]
    public async Task Two_runs_in_one_checkout_test_one_after_the_other_and_each_reads_its_own_results()
    {
        var runs = new[] { new TestRun(solution.Root, "Twice"), new TestRun(solution.Root, "Twice") };

        var reports = await Task.WhenAll(runs.Select(run => Task.Run(() => run.DotNet.Test("tests/Mixed.Tests", options: Built with { Filter = "FullyQualifiedName!~Fails" }))));

        Assert.All(reports, report => Assert.Equal((3, 0, 1), (report.Passed, report.Failed, report.Skipped)));
        Assert.Single(runs.SelectMany(run => run.Log.Lines), line => line.Contains("Waiting for another run in this checkout", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_crashed_test_process_is_a_failure_that_quotes_its_last_words()
    {
        var failure = await Assert.ThrowsAsync<StepFailedException>(() => new TestRun(solution.Root, "Crash").DotNet.Test("tests/Crash.Tests", options: Built));

        Assert.Equal("PIPE0505", failure.Code);
        Assert.Contains("out of paper", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_test_at_all_is_a_failure()
    {
        var failure = await Assert.ThrowsAsync<StepFailedException>(
            () => new TestRun(solution.Root, "NoTest").DotNet.Test("tests/Mixed.Tests", options: Built with { Filter = "Name=Unknown" }));

        Assert.Equal("PIPE0506", failure.Code);
        Assert.Contains("'Name=Unknown'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coverage_below_the_minimum_fails_and_names_both_numbers()
    {
        var options = Built with { Filter = "FullyQualifiedName!~Fails", MinimumLineCoverage = 0.667, MinimumBranchCoverage = 0.9 };

        var failure = await Assert.ThrowsAsync<StepFailedException>(() => new TestRun(solution.Root, "Minimum").DotNet.Test("tests/Mixed.Tests", options: options));

        Assert.Equal("PIPE0507", failure.Code);
        Assert.Contains("Line coverage is 66.6 %, at least 66.7 % is wanted.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Branch coverage is 50 %, at least 90 % is wanted.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("artifacts/coverage/Minimum/Mixed.Tests/index.html", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_minimum_above_one_is_refused_before_anything_runs()
    {
        var run = new TestRun(solution.Root);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => run.DotNet.Test("tests/Mixed.Tests", options: Built with { MinimumLineCoverage = 80 }));

        Assert.Empty(run.Processes.Commands);
    }
}
