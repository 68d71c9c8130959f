using System.Collections.Immutable;
using Pipeline.Sdk.Execution.Results;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.History;
using Pipeline.Sdk.Planning;
using Pipeline.Sdk.Views;

namespace Pipeline.Sdk.Explaining;

/// <summary>Finds out all about one target: from the graph, a plan, the store of results and the recorded runs. Nothing is run.</summary>
/// <param name="graph">The graph.</param>
/// <param name="stateFolder">The pipeline's own folder, absolute.</param>
/// <param name="unreadable">Hears of a record that cannot be read: its run, and why.</param>
internal sealed class Explainer(TargetGraph graph, string stateFolder, Action<string, string> unreadable)
{
    private const int MostRuns = 10;
    private const int MostRead = 200;

    /// <summary>Explains a target.</summary>
    /// <param name="target">The target.</param>
    /// <param name="invocation">What is planned.</param>
    /// <param name="result">The plan, or why there is none.</param>
    /// <param name="results">The stored results of the plan, or null.</param>
    public Explanation Explain(GraphTarget target, Invocation invocation, PlanResult result, ResultCache? results)
    {
        var step = result.Plan?.Steps.FirstOrDefault(step => step.Target == target);
        var past = Past(target.Name);
        return new Explanation
        {
            Target = target,
            Plan = string.Join(' ', result.Plan?.Requested ?? invocation.Targets) + (invocation.Environment is { } environment ? $" in {environment}" : ""),
            Action = step is null ? null : PlanView.Word(step),
            Why = step is null || result.Plan is not { } plan ? [] : Chain(plan, step),
            Problems = result.Diagnostics,
            Reads = step is not null && results?.PartsOf(step) is { IsEmpty: false } parts ? parts : Declared(target, result.Plan),
            Stored = step?.Result?.Reason,
            LastInvalidated = past.Where(run => run.Step.Stored.Length > 0).Select(run => new Explanation.Invalidation(run.Id, run.Step.Stored)).FirstOrDefault(),
            Readers = [.. graph.Targets.Where(other => other.Dependencies.Any(edge => edge.Target == target.Index && edge.ReadsOutput)).Select(other => other.Name)],
            Followers = [.. graph.Targets.Where(other => other != target && Waits(other, target.Index)).Select(other => other.Name)],
            Past = [.. past.Where(run => run.Step.StartedAt is not null).Take(MostRuns).Select(run => new Explanation.PastRun(run.Id, run.Step.Outcome.Length == 0 ? "not ended" : run.Step.Outcome, run.Step.Duration))],
        };
    }

    private static bool Waits(GraphTarget other, int target) =>
        other.Dependencies.Any(edge => edge.Target == target && !edge.ReadsOutput) || other.After.Contains(target) || other.TriggeredBy.Contains(target) || other.FinallyOf.Contains(target);

    // Each reason names the target that pulled it in; so up to what was asked for.
    private static ImmutableArray<string> Chain(Plan plan, PlanStep step)
    {
        var chain = ImmutableArray.CreateBuilder<string>();
        var told = new HashSet<int>();
        for (var at = step; at is not null && told.Add(at.Index);)
        {
            chain.Add($"{at.Name}: {at.Reason}");
            var here = at;
            at = plan.Steps.FirstOrDefault(other => other.WaitsFor.Contains(here.Index) && here.Reason.StartsWith(other.Name + " ", StringComparison.Ordinal));
        }

        return chain.ToImmutable();
    }

    // What a target without a stored result has said that it reads.
    private ImmutableArray<KeyPart> Declared(GraphTarget target, Plan? plan)
    {
        var rule = target.Definition.Draft.Result;
        return
        [
            .. target.Parameters.Select(parameter => parameter.IsSecret
                ? new KeyPart("secret", parameter.Name, "")
                : new KeyPart("parameter", parameter.Name, plan?.Parameters.FirstOrDefault(bound => bound.Definition == parameter)?.Text ?? "")),
            .. target.Dependencies.Where(edge => edge.ReadsOutput).Select(edge => new KeyPart("value", graph.Targets[edge.Target].Name, "")),
            .. (rule?.Inputs ?? []).Select(pattern => new KeyPart("pattern", pattern, "")),
            .. (rule?.Variables ?? []).Select(variable => new KeyPart("variable", variable, "")),
            .. (rule?.Tools ?? []).Select(tool => new KeyPart("tool", tool, "")),
        ];
    }

    private List<(string Id, RecordedStep Step)> Past(string target)
    {
        var folder = Path.Combine(stateFolder, "runs");
        var found = new List<(string, RecordedStep)>();
        if (!Directory.Exists(folder))
            return found;

        foreach (var run in Directory.EnumerateDirectories(folder).OrderDescending(StringComparer.Ordinal).Take(MostRead))
        {
            if (TryRead(run)?.Steps.FirstOrDefault(step => step.Target == target) is { } step)
                found.Add((Path.GetFileName(run), step));
        }

        return found;
    }

    private RunRecord? TryRead(string folder)
    {
        try
        {
            return RunRecordReader.Read(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            unreadable(Path.GetFileName(folder), error.Message);
            return null;
        }
    }
}
