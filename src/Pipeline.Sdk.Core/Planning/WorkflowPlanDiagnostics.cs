namespace Pipeline.Sdk.Planning;

/// <summary>Why the jobs of a workflow have no order: PIPE0309 and PIPE0310.</summary>
internal static class WorkflowPlanDiagnostics
{
    public static Diagnostic JobCycle(WorkflowDefinition workflow, IEnumerable<(string Job, JobNeed Need)> circle) =>
        new(
            "PIPE0309",
            $"Jobs of workflow '{workflow.Name}' wait for one another: {string.Join("; ", circle.Select(edge => $"'{edge.Job}' waits for '{edge.Need.Job}' ({edge.Need.Reason})"))}. Move a target into a job of its own, or take an .After(…) away.",
            Source: workflow.Source);

    public static Diagnostic UnknownJob(WorkflowDefinition workflow, string job, JobNeed need) =>
        new("PIPE0310", $"Job '{job}' of workflow '{workflow.Name}' waits for '{need.Job}' ({need.Reason}), which is no job of it. Jobs are: {string.Join(", ", workflow.Jobs.Select(known => known.Name))}.", Source: workflow.Source);
}
