using Pipeline.Sdk.Generation.Files;
using Pipeline.Sdk.Generation.Rules;
using Pipeline.Sdk.Generation.Setup;
using Pipeline.Sdk.Generation.Yaml;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.GitHub;

/// <summary>Writes <c>.github/workflows/NAME.yml</c>.</summary>
internal sealed class GitHubGenerator : IWorkflowGenerator
{
    public bool UsesActions => true;

    public void Check(WorkflowPlan plan, List<Diagnostic> diagnostics)
    {
        // GitHub takes everything that the rules for all dialects let pass; what it emulates is in the capabilities.
    }

    public GeneratedFile Generate(WorkflowPlan plan, GenerationOptions options)
    {
        var document = Document(plan, options);
        ScriptRules.Check(plan.Name, document);
        return new GeneratedFile(PathOf(plan.Name), GeneratedHeader.Write(YamlWriter.Write(document)));
    }

    public IEnumerable<Capability> Capabilities(WorkflowPlan plan) => GitHubSetup.Capabilities(plan);

    public IEnumerable<SetupItem> Setup(WorkflowPlan plan, GenerationOptions options) => GitHubSetup.Items(plan);

    /// <summary>Where the file of a workflow lies.</summary>
    public static string PathOf(string workflow) => $".github/workflows/{workflow}.yml";

    private static YamlMapping Document(WorkflowPlan plan, GenerationOptions options)
    {
        var writer = new GitHubJobs(plan, options);
        var jobs = new YamlMapping(isSpaced: true);
        foreach (var job in plan.Jobs)
        {
            foreach (var line in job.Comments())
                jobs.Comment(line);
            jobs.Add(job.Id, writer.Write(job));
            if (job.Attests())
                writer.AddAttestation(jobs, job);
        }

        return new YamlMapping(isSpaced: true)
        {
            { "name", plan.Name },
            { YamlScalar.Word("on"), GitHubTriggers.Write(plan) },
            { "permissions", new YamlMapping() }, // nothing; each job asks for what it needs
            { "concurrency", plan.IsCalled && plan.Definition.Concurrency is null ? null : Concurrency(plan) },
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

    // A newer push to a pull request makes the older run worthless; a run of a branch may be deploying and is never cut off. A called workflow belongs to
    // its caller's run: two callers must not end one another.
    private static YamlMapping Concurrency(WorkflowPlan plan) =>
        plan.Definition.Concurrency is { } own
            ? new() { { "group", own.Name }, { "cancel-in-progress", own.CancelsRunning } }
            : new()
            {
                { "group", plan.Name + "-${{ github.ref }}" },
                { "cancel-in-progress", plan.OnPullRequest ? "${{ github.event_name == 'pull_request' }}" : false },
            };
}
