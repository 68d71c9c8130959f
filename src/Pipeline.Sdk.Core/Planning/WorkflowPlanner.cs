using System.Collections.Immutable;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Planning;

/// <summary>Workflow definition + graph → workflow plan: one plan per job, and the edges between jobs derived from the targets. Pure.</summary>
internal static class WorkflowPlanner
{
    public static WorkflowPlan Plan(TargetGraph graph, WorkflowDefinition workflow)
    {
        var jobs = new List<JobPlan>();
        var madeBy = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var definition in workflow.Jobs)
        {
            var job = Plan(graph, definition, jobs, madeBy);
            jobs.Add(job);
            foreach (var step in job.Steps)
            {
                if (IsHandedOn(step, definition))
                    madeBy.TryAdd(step.Name, job.Id);
            }
        }

        var read = jobs.SelectMany(job => job.ImportsFrom).ToHashSet(StringComparer.Ordinal);
        return new WorkflowPlan
        {
            Name = workflow.Name,
            PushBranches = workflow.PushBranches,
            OnPullRequest = workflow.OnPullRequest,
            Jobs = [.. jobs.Select(job => job with { Exports = read.Contains(job.Id) })],
        };
    }

    /// <summary>
    /// Whether a step's result is handed to later jobs: it has an output, or the job names it, and it means the same in every environment.
    /// A step without an output that is not named (a compilation, say) leaves files that nobody declared; a later job runs it again.
    /// So it does with a job that is split: no leg of it has the whole.
    /// </summary>
    private static bool IsHandedOn(PlanStep step, JobDefinition job) =>
        step.Disposition == StepDisposition.Run
        && job.Partition is null
        && !step.Target.IsEnvironmentBound
        && (step.Target.Definition.Output is not null || job.Targets.Contains(step.Target.Definition.Handle));

    private static ImmutableArray<JobLeg> Legs(JobDefinition job)
    {
        if (job.Partition is not { } partition)
            return [.. job.Runners.Select(runner => new JobLeg { Name = runner.Name, Runner = runner })];

        return
        [
            .. job.Runners.SelectMany(runner => Enumerable.Range(1, partition.Parts).Select(part => new JobLeg
            {
                Name = $"{runner.Name}_{part}of{partition.Parts}",
                Runner = runner,
                Part = $"{part}/{partition.Parts}",
            })),
        ];
    }

    private static JobPlan Plan(TargetGraph graph, JobDefinition definition, List<JobPlan> earlier, Dictionary<string, string> madeBy)
    {
        var requested = definition.Targets.Select(handle => graph.Find(handle.Name)).OfType<GraphTarget>().ToList();
        var provided = madeBy.ToImmutableDictionary(made => made.Key, made => "job " + made.Value, StringComparer.Ordinal);
        var steps = StepSelector.Select(graph, new StepSelection { Requested = requested, RequestReason = "asked for by the job", Provided = provided });
        var imports = steps.Where(step => step.Disposition == StepDisposition.Provided).Select(step => madeBy[step.Name]).Distinct(StringComparer.Ordinal).ToList();
        var needs = definition.After is { } after && !imports.Contains(after, StringComparer.Ordinal) ? [.. imports, after] : imports;

        return new JobPlan
        {
            Id = definition.Name,
            Targets = [.. requested.Select(target => target.Name)],
            Steps = steps,
            Legs = Legs(definition),
            PartVariable = definition.Partition is { } partition ? graph.Definition.Parameters.First(parameter => parameter.Handle == partition).Variable : null,
            Needs = [.. earlier.Select(job => job.Id).Where(id => needs.Contains(id, StringComparer.Ordinal))],
            ImportsFrom = [.. earlier.Select(job => job.Id).Where(id => imports.Contains(id, StringComparer.Ordinal))],
            Exports = false,
            Environment = definition.Environment,
            Timeout = definition.Timeout,
            Secrets = [.. steps.Where(step => step.Disposition == StepDisposition.Run).SelectMany(step => step.Target.Parameters).Where(parameter => parameter.IsSecret).Distinct()],
        };
    }
}
