using System.Collections.Immutable;
using CsCheck;

namespace Pipeline.Sdk.Execution.Tests.Results;

/// <summary>Whatever is edited between runs: a run with stored results leaves what a run from nothing leaves.</summary>
public sealed class RandomEditTests
{
    [Fact]
    public void A_run_with_stored_results_leaves_what_a_run_from_nothing_leaves() => RandomCheckout.Any.Sample(Same, iter: 40);

    [Fact]
    [Trait("Category", "Long")]
    public void The_same_for_many_more() => RandomCheckout.Any.Sample(Same, iter: 400);

    [Fact]
    public void Results_are_really_taken_from_the_store()
    {
        // With this edit undone, what ran before does not run again.
        var checkout = new RandomCheckout([new RandomStoredTarget([0], [], [], ReadsMode: false)], []);
        using var runs = new StoredRuns();
        runs.Write("settings.txt", "setting");
        foreach (var (text, result) in ((string, string)[])[("one", "Succeeded"), ("two", "Succeeded"), ("one", "Cached")])
        {
            runs.Write("in0/0.txt", text);
            var summary = runs.Run(build => checkout.Declare(build, runs, new Dictionary<int, string>()), "T0");
            Assert.Equal(result, Assert.Single(summary.Steps).Outcome.ToString());
        }
    }

    private static void Same(RandomCheckout checkout)
    {
        using var runs = new StoredRuns();
        runs.Write("settings.txt", "setting");
        var mode = "plain";
        foreach (var edit in (RandomEdit[])[new RandomEdit(9, 0, 0, 0), .. checkout.Edits])
        {
            edit.Do(runs, checkout.Targets.Length, ref mode);
            var (one, all) = (edit.Wanted % checkout.Targets.Length, edit.Wanted % 3 == 0);
            string[] wanted = all ? [.. Enumerable.Range(0, checkout.Targets.Length).Select(index => "Use" + index)] : edit.Wanted % 3 == 1 ? ["Use" + one] : ["T" + one];
            var values = Run(checkout, runs, mode, wanted);

            using var fresh = new StoredRuns();
            foreach (var folder in (string[])["in0", "in1", "in2"])
            {
                foreach (var (name, text) in RandomCheckout.Files(runs, folder))
                    fresh.Write(name, text);
            }

            fresh.Write("settings.txt", runs.Read("settings.txt"));
            Assert.Equal(Run(checkout, fresh, mode, wanted), values);
            for (var index = 0; index < checkout.Targets.Length; index++)
            {
                if (all || index == one)
                    Assert.Equal(RandomCheckout.Files(fresh, "out" + index), RandomCheckout.Files(runs, "out" + index));
            }
        }

        Assert.Empty(StoreCheck.Faults(runs.Cache));
        // A random folder may be empty, and its pattern then means no file.
        Assert.DoesNotContain(runs.Warnings, warning => !warning.StartsWith("PIPE0468", StringComparison.Ordinal));
    }

    private static ImmutableSortedDictionary<int, string> Run(RandomCheckout checkout, StoredRuns runs, string mode, string[] wanted)
    {
        var values = new Dictionary<int, string>();
        var summary = runs.Run(build => checkout.Declare(build, runs, values), ImmutableDictionary<string, string>.Empty.Add("mode", mode), isOff: false, wanted);
        Assert.Equal(ExitCodes.Done, summary.ExitCode);
        return values.ToImmutableSortedDictionary();
    }
}
