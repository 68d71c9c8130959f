using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Rules;

/// <summary>Targets that are in more than one job, or in a job that cannot run them.</summary>
internal static class TargetRules
{
    public static void Check(WorkflowPlan plan, List<Diagnostic> diagnostics)
    {
        var runs = plan.Jobs.SelectMany(job => job.Running.Select(step => (Step: step, Job: job))).ToList();

        // Once per environment: a chain of promotions deploys to each, and a rollback, or a choice between environments, is another target's or run's.
        foreach (var group in runs.Where(run => run.Step.Target.Definition.ChangesEnvironment && run.Job.Environment is not null).GroupBy(run => (run.Step.Name, Environment: run.Job.Environment?.Name)).Where(group => group.Count() > 1))
            diagnostics.Add(GenerationDiagnostics.RunsTwice(plan.Definition, group.Key.Name, group.Select(run => run.Job.Id), $"'{group.Key.Environment}'"));

        foreach (var group in plan.Jobs.Where(job => job.Environment is null).SelectMany(job => job.Targets.Select(name => (name, job))).GroupBy(named => named.name, named => named.job).Where(group => group.Count() > 1))
        {
            if (runs.First(run => run.Step.Name == group.Key).Step.Target.Definition is { Output: null, ChangesEnvironment: false })
                diagnostics.Add(GenerationDiagnostics.NamedTwice(plan.Definition, group.Key, group.Select(job => job.Id)));
        }

        foreach (var job in plan.Jobs.Where(job => job.Environment is null))
        {
            var bound = job.Running.Where(step => step.Target.NeedsEnvironment).Select(step => step.Name).ToList();
            if (bound.Count > 0)
                diagnostics.Add(GenerationDiagnostics.EnvironmentMissing(plan.Definition, job.Id, bound));
        }
    }
}
