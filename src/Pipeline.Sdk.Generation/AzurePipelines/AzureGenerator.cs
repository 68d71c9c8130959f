using Pipeline.Sdk.Generation.Files;
using Pipeline.Sdk.Generation.Rules;
using Pipeline.Sdk.Generation.Setup;
using Pipeline.Sdk.Generation.Yaml;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Azure;

/// <summary>Writes <c>azure-pipelines.yml</c>, or <c>azure-pipelines.NAME.yml</c> for the workflows beside the main one and for those that others call.</summary>
internal sealed class AzureGenerator : IWorkflowGenerator
{
    /// <summary>Where NuGet keeps packages: inside the pipeline's own folder, because Cache@2 restores there on every image.</summary>
    public const string PackagesVariable = "NUGET_PACKAGES";

    /// <summary>Approvals and locks hold up a whole stage, so where there are any, every job is a stage of its own: the stages then wait for one another exactly as the jobs do on GitHub.</summary>
    public static bool HasStages(WorkflowPlan plan) =>
        plan.IsCalled || plan.Jobs.Any(job => job.Environment is not null || job.Calls is not null || job.Definition.Concurrency is not null);

    public void Check(WorkflowPlan plan, List<Diagnostic> diagnostics) => AzureRules.Check(plan, diagnostics);

    public GeneratedFile Generate(WorkflowPlan plan, GenerationOptions options)
    {
        var document = Document(plan, options);
        ScriptRules.Check(plan.Name, document);
        return new GeneratedFile(PathOf(plan, options), GeneratedHeader.Write(YamlWriter.Write(document)));
    }

    public IEnumerable<Capability> Capabilities(WorkflowPlan plan) => AzureSetup.Capabilities(plan);

    public IEnumerable<SetupItem> Setup(WorkflowPlan plan, GenerationOptions options) => AzureSetup.Items(plan, PathOf(plan, options));

    /// <summary>Where the file of a workflow lies.</summary>
    public static string PathOf(WorkflowPlan plan, GenerationOptions options) =>
        options.IsMain(plan.Name) && !plan.IsCalled ? "azure-pipelines.yml" : $"azure-pipelines.{plan.Name}.yml";

    private static YamlMapping Document(WorkflowPlan plan, GenerationOptions options)
    {
        var jobs = new AzureJobs(plan, options);
        var hasStages = HasStages(plan);
        var document = new YamlMapping(isSpaced: true) { { "parameters", AzureTriggers.Parameters(plan) } };

        // A template has no triggers, resources or variables: those are its caller's.
        if (!plan.IsCalled)
        {
            document.Add("trigger", AzureTriggers.Trigger(plan));
            document.Add("pr", AzureTriggers.PullRequests(plan));
            document.Add("schedules", AzureTriggers.Schedules(plan));
            document.Add("resources", AzureContainers.Resources(plan));
            document.Add("lockBehavior", plan.Definition.Concurrency is { } own ? own.CancelsRunning ? "runLatest" : "sequential" : null);
            document.Add("variables", new YamlMapping
            {
                { "DOTNET_CLI_TELEMETRY_OPTOUT", "1" },
                { "DOTNET_NOLOGO", "1" },
                { PackagesVariable, "$(Pipeline.Workspace)/.nuget/packages" },
            });
        }

        document.Add("stages", hasStages ? jobs.Stages() : null);
        document.Add("jobs", hasStages ? null : jobs.Jobs());
        return document;
    }
}
