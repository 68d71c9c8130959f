using Pipeline.Sdk.Generation.Files;
using Pipeline.Sdk.Generation.Yaml;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.GitHub;

/// <summary>Writes <c>.github/workflows/NAME.yml</c>.</summary>
internal sealed class GitHubGenerator : IWorkflowGenerator
{
    private readonly GitHubJobs _jobs = new(ActionLock.Embedded);

    public WorkflowDialect Dialect => GitHubActions.Dialect;

    public GeneratedFile Generate(WorkflowPlan plan, GenerationOptions options)
    {
        PlanRules.Check(plan);
        var document = Document(plan, options);
        ScriptRules.Check(plan.Name, document);
        return new GeneratedFile($".github/workflows/{plan.Name}.yml", GeneratedHeader.Write(YamlWriter.Write(document)));
    }

    private YamlMapping Document(WorkflowPlan plan, GenerationOptions options)
    {
        var jobs = new YamlMapping(isSpaced: true);
        foreach (var job in plan.Jobs)
            jobs.Add(job.Id, _jobs.Write(job, options));

        return new YamlMapping(isSpaced: true)
        {
            { "name", plan.Name },
            { YamlScalar.Word("on"), Triggers(plan) },
            { "permissions", new YamlMapping() }, // nothing; each job asks for what it needs
            { "concurrency", Concurrency(plan) },
            {
                "env", new YamlMapping
                {
                    { "DOTNET_CLI_TELEMETRY_OPTOUT", "1" },
                    { "DOTNET_NOLOGO", "1" },
                }
            },
            { "jobs", jobs },
        };
    }

    private static YamlMapping Triggers(WorkflowPlan plan) => new()
    {
        { "push", plan.PushBranches.IsEmpty ? null : new YamlMapping { { "branches", YamlSequence.Of(plan.PushBranches) } } },
        { "pull_request", plan.OnPullRequest ? new YamlMapping() : null },
        { "workflow_dispatch", new YamlMapping() },
    };

    // A newer push to a pull request makes the older run worthless; a run of a branch may be deploying and is never cut off.
    private static YamlMapping Concurrency(WorkflowPlan plan) => new()
    {
        { "group", plan.Name + "-${{ github.ref }}" },
        { "cancel-in-progress", plan.OnPullRequest ? "${{ github.event_name == 'pull_request' }}" : false },
    };
}
