using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>What a test run found.</summary>
public sealed record TestReport
{
    /// <summary>Tests that passed.</summary>
    public required int Passed { get; init; }

    /// <summary>Tests that failed.</summary>
    public required int Failed { get; init; }

    /// <summary>Tests that were not run.</summary>
    public required int Skipped { get; init; }

    /// <summary>All of them.</summary>
    public int Total => Passed + Failed + Skipped;

    /// <summary>Share of lines that were run, 0 to 1; null without coverage.</summary>
    public double? LineCoverage { get; init; }

    /// <summary>Share of branches that were run, 0 to 1; null without coverage.</summary>
    public double? BranchCoverage { get; init; }

    /// <summary>The failures, in the order of the reports.</summary>
    public ImmutableArray<TestFailure> Failures { get; init; } = [];

    /// <summary>The slowest tests, slowest first; at most ten.</summary>
    public ImmutableArray<TestDuration> Slowest { get; init; } = [];

    /// <summary>Why tests were skipped, one line per distinct reason.</summary>
    public ImmutableArray<string> SkipReasons { get; init; } = [];

    /// <summary>Sum of the tests' own durations.</summary>
    public TimeSpan Duration { get; init; }
}
