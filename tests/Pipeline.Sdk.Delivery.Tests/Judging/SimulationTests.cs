using System.Globalization;

namespace Pipeline.Sdk.Delivery.Tests;

/// <summary>The judge's error rates, counted over a thousand canaries each. Seeded: the same counts on every machine.</summary>
public sealed class SimulationTests
{
    private const int Canaries = 1_000;

    // 1 % of 1,000.
    private const int Most = 10;

    public static TheoryData<string> GoodCanaries => [.. Good.Keys];

    public static TheoryData<string> BadCanaries => [.. Bad.Keys];

    private static Dictionary<string, SimulatedCanary> Good { get; } = new()
    {
        ["without errors"] = new() { LiveErrors = 0, Errors = 0 },
        ["at the tolerable rate"] = new() { LiveErrors = 0.001, Errors = 0.001 },
        ["as bad as the live one, half a percent"] = new() { LiveErrors = 0.005, Errors = 0.005, History = 1_000 },
        ["as bad as the live one, three percent"] = new() { LiveErrors = 0.03, Errors = 0.03, History = 0 },
        ["with a wide spread of durations"] = new() { Spread = 1.5 },
        ["through three steps"] = new() { Steps = 3 },
        ["at half of the traffic"] = new() { Percent = 50 },
        ["looked at after every request"] = new() { PerLook = 1, Percent = 50 },
        ["a little slower"] = new() { Slowdown = 1.15 },
    };

    private static Dictionary<string, SimulatedCanary> Bad { get; } = new()
    {
        ["one percent of errors"] = new() { LiveErrors = 0, Errors = 0.01 },
        ["one percent of errors beside a live one with a few"] = new() { LiveErrors = 0.0005, Errors = 0.01 },
        ["five percent of errors"] = new() { Errors = 0.05 },
        ["half of all fail"] = new() { Errors = 0.5, History = 500 },
        ["three times the errors of a bad live one"] = new() { LiveErrors = 0.02, Errors = 0.06 },
        ["twice as slow"] = new() { Slowdown = 2 },
        ["twice as slow with a wide spread"] = new() { Slowdown = 2, Spread = 1.5 },
        ["twice as slow without any history"] = new() { Slowdown = 2, History = 0 },
        ["one percent of errors in the second of two steps as well"] = new() { LiveErrors = 0, Errors = 0.01, Steps = 2 },
    };

    [Theory]
    [MemberData(nameof(GoodCanaries))]
    public void A_good_canary_is_rejected_in_at_most_one_percent(string name)
    {
        var (rejected, passed, requests) = Count(Good[name]);

        TestContext.Current.SendDiagnosticMessage($"{name}: {rejected} of {Canaries} rejected, {passed} passed, {Text(requests)}");
        Assert.InRange(rejected, 0, Most);
        Assert.True(rejected + passed == Canaries || name.Contains("slower", StringComparison.Ordinal), $"{Canaries - rejected - passed} had no verdict");
    }

    [Theory]
    [MemberData(nameof(BadCanaries))]
    public void A_bad_canary_passes_in_at_most_one_percent(string name)
    {
        var (rejected, passed, requests) = Count(Bad[name]);

        TestContext.Current.SendDiagnosticMessage($"{name}: {passed} of {Canaries} passed, {rejected} rejected, {Text(requests)}");
        Assert.InRange(passed, 0, Most);
        Assert.Equal(Canaries, rejected + passed);
        Assert.True(requests[Canaries / 2] <= 1_000, $"The median canary took {requests[Canaries / 2]} requests.");
    }

    private static string Text(List<long> requests) =>
        string.Create(CultureInfo.InvariantCulture, $"requests median {requests[Canaries / 2]}, p95 {requests[Canaries * 95 / 100]}");

    private static (int Rejected, int Passed, List<long> Requests) Count(SimulatedCanary canary)
    {
        var results = Enumerable.Range(1, Canaries).AsParallel().Select(canary.Run).ToList();
        return (
            results.Count(result => result.Verdict == Verdict.Fail),
            results.Count(result => result.Verdict == Verdict.Pass),
            [.. results.Select(result => result.Requests).Order()]);
    }
}
