using System.Collections.Immutable;
using Pipeline.Sdk.DotNet.Commands;

namespace Pipeline.Sdk.DotNet.Testing;

/// <summary>Sums up the runs of all test assemblies.</summary>
internal static class TestReports
{
    private const int SlowestListed = 10;

    public static TestReport Of(IEnumerable<TrxRun> runs, string root)
    {
        var tests = runs.SelectMany(run => run.Tests).ToImmutableArray();
        return new TestReport
        {
            Passed = tests.Count(test => test.Outcome == TrxOutcome.Passed),
            Failed = tests.Count(test => test.Outcome == TrxOutcome.Failed),
            Skipped = tests.Count(test => test.Outcome == TrxOutcome.Skipped),
            Failures = [.. tests.Where(test => test.Outcome == TrxOutcome.Failed).Select(test => Failure(test, root))],
            Slowest =
            [
                .. tests.Where(test => test.Outcome != TrxOutcome.Skipped)
                    .OrderByDescending(test => test.Duration)
                    .ThenBy(test => test.Name, StringComparer.Ordinal)
                    .Take(SlowestListed)
                    .Select(test => new TestDuration(test.Name, test.Duration)),
            ],
            SkipReasons =
            [
                .. tests.Where(test => test.Outcome == TrxOutcome.Skipped)
                    .Select(test => OutputText.FirstLine(test.Message) is { Length: > 0 } reason ? reason : "no reason given")
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ],
            Duration = TimeSpan.FromTicks(tests.Sum(test => test.Duration.Ticks)),
        };
    }

    private static TestFailure Failure(TrxTest test, string root)
    {
        var (file, line) = StackTraces.Place(test.StackTrace, root);
        return new TestFailure(test.Name, test.Message.Length > 0 ? test.Message : "The test failed without a message.", file, line);
    }
}
