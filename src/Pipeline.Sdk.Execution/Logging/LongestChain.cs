using System.Collections.Immutable;

namespace Pipeline.Sdk.Execution;

/// <summary>The chain of steps with the greatest sum of durations in which each came after the one before: the critical path, as the console and the report count it.</summary>
internal static class LongestChain
{
    /// <summary>Finds it.</summary>
    /// <param name="durations">How long each step took, in the order of the plan; zero for one that did not run, which still stands between two others.</param>
    /// <param name="before">Every step that had to end before one: its needs, and what it only follows. All have smaller places.</param>
    /// <returns>The places of the chain, in order, and the sum of its durations. A step that took no time may be in it.</returns>
    public static (ImmutableArray<int> Path, TimeSpan Length) Of(IReadOnlyList<TimeSpan> durations, Func<int, IEnumerable<int>> before)
    {
        var longest = new TimeSpan[durations.Count];
        var previous = new int[durations.Count];
        var last = -1;
        for (var step = 0; step < durations.Count; step++)
        {
            previous[step] = -1;
            foreach (var earlier in before(step))
            {
                if (longest[earlier] > TimeSpan.Zero && (previous[step] < 0 || longest[earlier] > longest[previous[step]]))
                    previous[step] = earlier;
            }

            longest[step] = durations[step] + (previous[step] < 0 ? TimeSpan.Zero : longest[previous[step]]);
            if (last < 0 || longest[step] > longest[last])
                last = step;
        }

        var path = ImmutableArray.CreateBuilder<int>();
        for (var step = last; step >= 0; step = previous[step])
            path.Add(step);
        path.Reverse();
        return (path.ToImmutable(), last < 0 ? TimeSpan.Zero : longest[last]);
    }
}
