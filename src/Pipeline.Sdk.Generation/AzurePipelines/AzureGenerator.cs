using Pipeline.Sdk.Generation.Files;
using Pipeline.Sdk.Generation.Yaml;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Azure;

/// <summary>Writes <c>azure-pipelines.yml</c>, or <c>azure-pipelines.NAME.yml</c> for the workflows beside the main one.</summary>
internal sealed class AzureGenerator : IWorkflowGenerator
{
    /// <summary>Where NuGet keeps packages: inside the pipeline's own folder, because Cache@2 restores there on every image.</summary>
    public const string PackagesVariable = "NUGET_PACKAGES";

    public WorkflowDialect Dialect => AzurePipelines.Dialect;

    public GeneratedFile Generate(WorkflowPlan plan, GenerationOptions options)
    {
        PlanRules.Check(plan);
        var document = Document(plan, options);
        ScriptRules.Check(plan.Name, document);
        var path = options.IsMain(plan.Name) ? "azure-pipelines.yml" : $"azure-pipelines.{plan.Name}.yml";
        return new GeneratedFile(path, GeneratedHeader.Write(YamlWriter.Write(document)));
    }

    // Approvals and locks of an environment hold up a whole stage, so with environments every job is a stage of its own: the stages then wait
    // for one another exactly as the jobs do on GitHub.
    private static YamlMapping Document(WorkflowPlan plan, GenerationOptions options)
    {
        var hasStages = plan.Jobs.Any(job => job.Environment is not null);
        return new YamlMapping(isSpaced: true)
        {
            { "trigger", Trigger(plan) },
            { "pr", PullRequests(plan) },
            {
                "variables", new YamlMapping
                {
                    { "DOTNET_CLI_TELEMETRY_OPTOUT", "1" },
                    { "DOTNET_NOLOGO", "1" },
                    { PackagesVariable, "$(Pipeline.Workspace)/.nuget/packages" },
                }
            },
            { "stages", hasStages ? Stages(plan, options) : null },
            { "jobs", hasStages ? null : Jobs(plan, options) },
        };
    }

    // Without the key, every branch would start it.
    private static YamlNode Trigger(WorkflowPlan plan) =>
        plan.PushBranches.IsEmpty ? "none" : new YamlMapping { { "branches", Include(plan.PushBranches) } };

    private static YamlNode PullRequests(WorkflowPlan plan) =>
        plan.OnPullRequest ? new YamlMapping { { "autoCancel", true }, { "branches", Include(["*"]) } } : "none";

    private static YamlMapping Include(IEnumerable<string> branches) => new() { { "include", YamlSequence.Of(branches) } };

    private static YamlSequence Stages(WorkflowPlan plan, GenerationOptions options)
    {
        var stages = new YamlSequence(isSpaced: true);
        foreach (var job in plan.Jobs)
        {
            stages.Add(new YamlMapping
            {
                { "stage", job.Id },
                { "dependsOn", YamlSequence.Of(job.Needs) }, // written even when empty: stages are sequential otherwise
                { "condition", job.Environment is null ? null : AzureConditions.NeverForPullRequests(plan.PushBranches) },
                { "lockBehavior", job.Environment is null ? null : "sequential" },
                { "jobs", new YamlSequence { AzureJobs.Write(job, options, isStage: true) } },
            });
        }

        return stages;
    }

    private static YamlSequence Jobs(WorkflowPlan plan, GenerationOptions options)
    {
        var jobs = new YamlSequence(isSpaced: true);
        foreach (var job in plan.Jobs)
            jobs.Add(AzureJobs.Write(job, options, isStage: false));
        return jobs;
    }
}
