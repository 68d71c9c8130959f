using System.Globalization;
using Pipeline.Sdk;
using Pipeline.Sdk.Delivery;

/// <summary>The strategies that tests name.</summary>
internal static class Strategies
{
    public static IDeploymentStrategy? Of(string? name) => name switch
    {
        null => null,
        "recreate" => Strategy.Recreate(),
        "rolling" => Strategy.Rolling(),
        "canary" => Strategy.Canary(10, 50, 100).TestersByHeader("X-Tester").Judged(Judged),
        "quick-canary" => Strategy.Canary(20, 50).Judged(judge => Judged(judge) with { HarmfulErrors = 0.2, TolerableErrors = 0.01, MinimumRequests = 20, JudgesLatency = false }),
        "held-canary" => Strategy.Canary(20).Hold(TimeSpan.FromSeconds(15)).Judged(judge => Judged(judge) with { HarmfulErrors = 0.2, TolerableErrors = 0.01, MinimumRequests = 100, JudgesLatency = false }),
        "metric-canary" => Strategy.Canary(50).Judged(judge => Judged(judge) with { Metrics = [MetricCheck.OfInstances("queue_length") with { Most = 10 }] }),
        "log-canary" => Strategy.Canary(50).TestersByHeader("X-Tester").Judged(judge => Judged(judge) with { Metrics = [MetricCheck.OfLog("errors in the log") with { Most = 2, Breaches = 1 }] }),
        "probed-canary" => Strategy.Canary(50).Judged(judge => Judged(judge) with { Probes = ["/healthz", "/nothing"] }),
        "gated-canary" => Strategy.Canary(20).TestersByHeader("X-Tester").PromoteWhen(new FileGate(), TimeSpan.FromMinutes(2))
            .Judged(judge => Judged(judge) with { HarmfulErrors = 0.2, TolerableErrors = 0.01, MinimumRequests = 20, JudgesLatency = false }),
        "nonsense" => new Nonsense(),
        _ => throw new ArgumentException($"No strategy is called '{name}'.", nameof(name)),
    };

    private static JudgeOptions Judged(JudgeOptions judge) =>
        judge with { HoldFor = TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("FIXTURE_HOLD") ?? "60", CultureInfo.InvariantCulture)) };

    /// <summary>Opens when a file is there, as an approval by a person does.</summary>
    private sealed class FileGate : IGate
    {
        public string Name => "the file";

        public ValueTask<GateAnswer> AskAsync(GateQuestion question, CancellationToken cancellationToken) =>
            ValueTask.FromResult(File.Exists(Environment.GetEnvironmentVariable("FIXTURE_GATE")) ? GateAnswer.Open : GateAnswer.Refuse("The file is not there."));
    }

    private sealed class Nonsense : IDeploymentStrategy
    {
        public string Name => "nonsense";

        public System.Collections.Immutable.ImmutableArray<RolloutStep> Plan(RolloutFacts facts) => [RolloutStep.Start(1)];
    }
}
