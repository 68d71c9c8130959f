using Pipeline.Sdk.CommandLine;
using Pipeline.Sdk.Execution.Results;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Explaining;

/// <summary>What <c>--explain TARGET</c> does.</summary>
/// <param name="host">The world.</param>
/// <param name="warn">Hears of what cannot be read.</param>
internal sealed class ExplainCommand(ProgramHost host, Action<string> warn)
{
    /// <summary>Writes the explanation of a target.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="target">The target.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="facts">What the planner may know.</param>
    /// <param name="results">Makes the stored results of a plan.</param>
    public void Run(TargetGraph graph, GraphTarget target, CommandLineOptions options, PlanFacts facts, Func<Plan, ResultCache> results)
    {
        // Without targets the question is about what a plain start would do, or about a start of this target.
        var invocation = options.Invocation.Targets.IsEmpty && !IsOfDefault(graph, target, options.Invocation, facts) ? options.Invocation with { Targets = [target.Name] } : options.Invocation;
        var result = Planner.Plan(graph, invocation, facts);
        ResultCache? cache = null;
        if (result.Plan is { } plan && ResultCache.IsOf(plan))
        {
            cache = results(plan);
            result = result with { Plan = cache.Look() };
        }

        var told = new Explainer(graph, host.StateFolder, (run, why) => warn($"the record of {run} cannot be read: {why}")).Explain(target, invocation, result, cache);
        if (options.Format == ViewFormat.Json)
            ExplanationJson.Write(host.Output, told);
        else
            ExplanationView.Write(host.Output, told);
        cache?.Save();
    }

    private static bool IsOfDefault(TargetGraph graph, GraphTarget target, Invocation invocation, PlanFacts facts) =>
        graph.Default is not null && Planner.Plan(graph, invocation, facts).Plan?.Steps.Any(step => step.Target == target) == true;
}
