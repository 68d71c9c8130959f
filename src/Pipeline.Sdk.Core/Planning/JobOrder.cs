using System.Collections.Immutable;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Planning;

/// <summary>
/// The order of a workflow's jobs: each after those that it waits for by the author's word, and after those that name a target whose result it needs.
/// Whatever the order of declaration, a target that a job names is run by that job and not by another one too.
/// </summary>
internal static class JobOrder
{
    /// <summary>The jobs in order, or null when there is none.</summary>
    public static ImmutableArray<JobDefinition>? Of(WorkflowDefinition workflow, TargetGraph graph, IReadOnlyDictionary<JobOutput, string> outputs, List<Diagnostic> diagnostics)
    {
        var waits = workflow.Jobs.Select(_ => new List<JobNeed>()).ToList();
        var owners = Owners(workflow, graph);
        var isKnown = true;
        for (var i = 0; i < workflow.Jobs.Length; i++)
        {
            var job = workflow.Jobs[i];
            foreach (var need in Declared(job, workflow, outputs))
            {
                if (workflow.Jobs.Any(other => other.Name == need.Job))
                    waits[i].Add(need);
                else
                    (isKnown, _) = (false, Add(diagnostics, WorkflowPlanDiagnostics.UnknownJob(workflow, job.Name, need)));
            }

            waits[i].AddRange(Derived(job, graph, owners));
        }

        return isKnown ? Sort(workflow, waits, diagnostics) : null;
    }

    /// <summary>Whether results of a job are handed on: no leg of a split job has the whole, and one with values of its own has them for itself.</summary>
    public static bool HandsOn(JobDefinition job) => job.Partition is null && job.Legs.IsEmpty;

    /// <summary>What a job waits for because its description says so.</summary>
    public static IEnumerable<JobNeed> Declared(JobDefinition job, WorkflowDefinition workflow, IReadOnlyDictionary<JobOutput, string> outputs)
    {
        var leaves = job.Condition is { } condition ? RunConditionTree.Leaves(condition).ToList() : [];
        var used = leaves.OfType<OutputCondition>().Select(leaf => leaf.Source).Concat(job.Variables.Select(variable => variable.Output).OfType<JobOutput>());
        var needs = leaves.OfType<JobCondition>().Select(leaf => new JobNeed(leaf.Name, "its condition"))
            .Concat(job.Fetches.SelectMany(artifact => workflow.Jobs.Where(other => other.Artifacts.Contains(artifact)).Select(other => new JobNeed(other.Name, $"artifact {artifact.Name}"))))
            .Concat(used.Where(output => outputs.TryGetValue(output, out var owner) && owner != job.Name).Select(output => new JobNeed(outputs[output], $"output {output.Name}")))
            .Concat(job.After.Select(name => new JobNeed(name, job.Environment is null ? "order" : "promotion")))
            .Concat(job.AfterAll ? workflow.Jobs.TakeWhile(other => other != job).Select(other => new JobNeed(other.Name, "order")) : []);
        return needs.DistinctBy(need => need.Job, StringComparer.Ordinal);
    }

    private static bool Add(List<Diagnostic> diagnostics, Diagnostic diagnostic)
    {
        diagnostics.Add(diagnostic);
        return true;
    }

    // The first job that names a target whose result can be handed on.
    private static ImmutableDictionary<string, string> Owners(WorkflowDefinition workflow, TargetGraph graph)
    {
        var owners = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var job in workflow.Jobs.Where(HandsOn))
        {
            foreach (var handle in job.Targets)
            {
                if (graph.Find(handle.Name) is { IsEnvironmentBound: false })
                {
                    if (!owners.ContainsKey(handle.Name))
                        owners.Add(handle.Name, job.Name);
                }
            }
        }

        return owners.ToImmutable();
    }

    // What the job names itself it runs, whoever else names it: it is never provided to it.
    private static IEnumerable<JobNeed> Derived(JobDefinition job, TargetGraph graph, ImmutableDictionary<string, string> owners)
    {
        var requested = job.Targets.Select(handle => graph.Find(handle.Name)).OfType<GraphTarget>().ToList();
        return StepSelector.Select(graph, new StepSelection { Requested = requested, RequestReason = "", Provided = owners })
            .Where(step => step.Disposition == StepDisposition.Provided)
            .Select(step => new JobNeed(owners[step.Name], $"results of {step.Name}"));
    }

    private static ImmutableArray<JobDefinition>? Sort(WorkflowDefinition workflow, List<List<JobNeed>> waits, List<Diagnostic> diagnostics)
    {
        var positions = workflow.Jobs.Select((job, index) => (job.Name, index)).GroupBy(entry => entry.Name).ToDictionary(group => group.Key, group => group.First().index, StringComparer.Ordinal);
        var state = new int[workflow.Jobs.Length];
        var path = new List<int>();
        var ordered = ImmutableArray.CreateBuilder<JobDefinition>();
        for (var i = 0; i < state.Length; i++)
        {
            if (!Visit(i))
                return null;
        }

        return ordered.ToImmutable();

        bool Visit(int index)
        {
            if (state[index] == 2)
                return true;
            if (state[index] == 1)
            {
                var circle = path[path.IndexOf(index)..].Append(index).ToList();
                diagnostics.Add(WorkflowPlanDiagnostics.JobCycle(workflow, circle.Zip(circle.Skip(1), (from, to) =>
                    (workflow.Jobs[from].Name, waits[from].First(need => positions[need.Job] == to)))));
                return false;
            }

            state[index] = 1;
            path.Add(index);
            foreach (var need in waits[index].OrderBy(need => positions[need.Job]))
            {
                if (!Visit(positions[need.Job]))
                    return false;
            }

            path.RemoveAt(path.Count - 1);
            state[index] = 2;
            ordered.Add(workflow.Jobs[index]);
            return true;
        }
    }
}
