using System.Collections.Immutable;
using Pipeline.Sdk.History;

namespace Pipeline.Sdk.Reporting;

/// <summary>What differs between a run and the one before it of the same targets.</summary>
internal sealed record RunComparison
{
    /// <summary>A difference below both of these is noise.</summary>
    private static readonly TimeSpan SmallestDifference = TimeSpan.FromMilliseconds(100);

    private const double SmallestRatio = 0.05;

    /// <summary>The steps that differ: another outcome first, then the greatest difference of time.</summary>
    public required ImmutableArray<StepDifference> Steps { get; init; }

    /// <summary>Parameters, commit, machine and versions that differ, in words.</summary>
    public required ImmutableArray<FactDifference> Facts { get; init; }

    public static RunComparison Of(RunRecord before, RunRecord now)
    {
        var old = new Dictionary<string, RecordedStep>(StringComparer.Ordinal);
        foreach (var step in before.Steps)
            old[step.Target] = step;
        var differences = now.Steps.Select(step => new StepDifference(step.Target, old.GetValueOrDefault(step.Target), step))
            .Concat(before.Steps.ExceptBy(now.Steps.Select(step => step.Target), step => step.Target, StringComparer.Ordinal).Select(step => new StepDifference(step.Target, step, null)))
            .Where(difference => difference.Before?.Outcome != difference.Now?.Outcome || IsNoticeable(difference))
            .OrderBy(difference => difference.Before?.Outcome == difference.Now?.Outcome ? 1 : 0)
            .ThenByDescending(difference => difference.Time.Duration());
        return new RunComparison { Steps = [.. differences], Facts = [.. Differing(before, now)] };
    }

    private static bool IsNoticeable(StepDifference difference) =>
        difference.Time.Duration() >= SmallestDifference
        && difference.Time.Duration().TotalSeconds >= SmallestRatio * (difference.Before?.Duration.TotalSeconds ?? 0);

    private static IEnumerable<FactDifference> Differing(RunRecord before, RunRecord now)
    {
        var old = FactsOf(before).ToDictionary(fact => fact.Name, fact => fact.Value, StringComparer.Ordinal);
        var current = FactsOf(now).ToDictionary(fact => fact.Name, fact => fact.Value, StringComparer.Ordinal);
        return old.Keys.Union(current.Keys, StringComparer.Ordinal)
            .Select(name => new FactDifference(name, old.GetValueOrDefault(name, ""), current.GetValueOrDefault(name, "")))
            .Where(fact => fact.Before != fact.Now);
    }

    private static IEnumerable<(string Name, string Value)> FactsOf(RunRecord run) =>
        ((string Name, string Value)[])
        [
            ("commit", run.Commit ?? ""), ("branch", run.Branch ?? ""), ("machine", run.Machine), ("CI system", run.Ci ?? ""), ("Pipeline.Sdk", run.Sdk),
            (".NET", run.Runtime), ("operating system", run.Os), ("programs", string.Join(", ", run.Tools)),
            .. run.Parameters.Select(parameter => ("--" + parameter.Name, parameter.Value)),
        ];

    /// <summary>A step that differs.</summary>
    /// <param name="Target">Its name.</param>
    /// <param name="Before">What became of it before; null when it was not in the plan.</param>
    /// <param name="Now">What became of it in this run; null when it is not in the plan.</param>
    internal sealed record StepDifference(string Target, RecordedStep? Before, RecordedStep? Now)
    {
        /// <summary>How much longer it took; negative when it was faster.</summary>
        public TimeSpan Time => (Now?.Duration ?? TimeSpan.Zero) - (Before?.Duration ?? TimeSpan.Zero);
    }

    /// <summary>Something else that differs.</summary>
    /// <param name="Name">What it is.</param>
    /// <param name="Before">Before; empty when there was none.</param>
    /// <param name="Now">In this run; empty when there is none.</param>
    internal sealed record FactDifference(string Name, string Before, string Now);
}
