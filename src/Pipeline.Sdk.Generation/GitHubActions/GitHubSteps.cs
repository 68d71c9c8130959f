using Pipeline.Sdk.Generation.Locking;
using Pipeline.Sdk.Generation.Yaml;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.GitHub;

/// <summary>Writes the <c>steps</c> of a job.</summary>
internal sealed class GitHubSteps(WorkflowPlan plan, GenerationOptions options)
{
    private readonly ActionLock _actions = options.Lock;
    private readonly GitHubCaches _caches = new(plan, options);

    public YamlSequence Write(JobPlan job)
    {
        var steps = new YamlSequence(isSpaced: true) { CheckOut(job), SetUpDotNet() };
        foreach (var restore in _caches.Restore(job))
            steps.Add(restore);
        foreach (var source in job.ImportsFrom)
            steps.Add(Download(source));
        foreach (var artifact in job.Definition.Fetches)
            AddFetches(steps, artifact);
        foreach (var login in job.Definition.Logins)
            steps.Add(Login(login));
        if (job.HasUnixLeg())
            steps.Add(Build(job, isWindows: false));
        if (job.HasWindowsLeg())
            steps.Add(Build(job, isWindows: true));
        foreach (var artifact in job.Definition.Artifacts)
            steps.Add(Publish(job, artifact));
        steps.Add(UploadRecord(job));
        foreach (var save in _caches.Save(job))
            steps.Add(save);

        // Last: when a re-run finds the hand-off, nothing after it can have failed.
        if (job.Exports)
            steps.Add(UploadResults(job));
        return steps;
    }

    /// <summary>The steps that attest what a job has handed on.</summary>
    public YamlSequence Attest(JobPlan job) => new(isSpaced: true)
    {
        Download(job.Id),
        new YamlMapping
        {
            { "name", "Attest" },
            { "uses", _actions.Uses("actions/attest-build-provenance") },
            { "with", new YamlMapping { { "subject-path", HandOff.File(job.Id) } } },
        },
    };

    private YamlMapping CheckOut(JobPlan job) => new()
    {
        { "name", "Check out" },
        { "uses", _actions.Uses("actions/checkout") },
        {
            "with", new YamlMapping
            {
                { "fetch-depth", job.Definition.FetchDepth }, // the version is counted from all of the history
                { "persist-credentials", false },
            }
        },
    };

    private YamlMapping SetUpDotNet() => new()
    {
        { "name", "Set up .NET" },
        { "uses", _actions.Uses("actions/setup-dotnet") },
        { "with", new YamlMapping { { "global-json-file", "global.json" } } },
    };

    private YamlMapping Download(string source) => new()
    {
        { "name", $"Fetch the results of {source}" },
        { "uses", _actions.Uses("actions/download-artifact") },
        { "with", new YamlMapping { { "name", HandOff.Artifact(source) }, { "path", HandOff.Folder } } },
    };

    private void AddFetches(YamlSequence steps, JobArtifact artifact)
    {
        foreach (var name in ArtifactNames.Of(plan, artifact))
        {
            steps.Add(new YamlMapping
            {
                { "name", $"Fetch {name}" },
                { "uses", _actions.Uses("actions/download-artifact") },
                { "with", new YamlMapping { { "name", name }, { "path", ArtifactNames.Folder(artifact) } } },
            });
        }
    }

    private YamlMapping Login(OpenIdLogin login) => login switch
    {
        AzureLogin => new()
        {
            { "name", "Log in to Azure" },
            { "uses", _actions.Uses("Azure/login") },
            {
                "with", new YamlMapping
                {
                    { "client-id", "${{ vars.AZURE_CLIENT_ID }}" },
                    { "tenant-id", "${{ vars.AZURE_TENANT_ID }}" },
                    { "subscription-id", "${{ vars.AZURE_SUBSCRIPTION_ID }}" },
                }
            },
        },
        NuGetLogin nuget => new()
        {
            { "name", "Log in to nuget.org" },
            { "id", "nuget_login" },
            { "uses", _actions.Uses("NuGet/login") },
            { "with", new YamlMapping { { "user", nuget.User } } },
        },
        _ => throw new InvalidOperationException($"A login of type {login.GetType().Name} has no step on GitHub."),
    };

    private YamlMapping Build(JobPlan job, bool isWindows)
    {
        var command = BuildCommand.For(job, exports: job.Exports && job.Legs[0].IsWindows == isWindows, job.ImportsFrom.Select(HandOff.File));
        var isShared = job.HasUnixLeg() && job.HasWindowsLeg();
        return new YamlMapping
        {
            { "name", job.Title() },
            { "id", job.Definition.Outputs.IsEmpty ? null : JobFacts.BuildStep },
            { "if", isShared ? $"runner.os {(isWindows ? "==" : "!=")} 'Windows'" : null },
            { "shell", isWindows ? "pwsh" : "bash" },
            { "timeout-minutes", job.StepTimeoutMinutes() },
            { "env", Variables(job) },
            { "run", isWindows ? command.PowerShell() : command.Bash() },
        };
    }

    // Values come by variables and never by the script's text, which a value could rewrite.
    private YamlMapping? Variables(JobPlan job)
    {
        var variables = new YamlMapping();
        foreach (var value in job.Legs[0].Values)
            variables.Add(value.Variable, Expression($"matrix.{value.Key}"));
        foreach (var input in job.InputsOf())
            variables.Add(input.Variable, Expression($"inputs.{input.InputName()}"));
        foreach (var variable in job.Definition.Variables)
            variables.Add(variable.Name, variable.Output is { } output ? Expression($"needs.{plan.OutputJobs.GetValueOrDefault(output)}.outputs.{output.Name}") : variable.Text);
        if (job.MustKnowItself())
            variables.Add(JobFacts.JobVariable, $"{plan.Name}/{job.Id}");
        if (job.UsesToken)
            variables.Add("GITHUB_TOKEN", Expression("github.token"));
        foreach (var secret in job.Secrets)
        {
            var isLogin = job.Definition.Logins.OfType<NuGetLogin>().Any(login => login.Key == secret.Handle);
            variables.Add(secret.Variable, Expression(isLogin ? "steps.nuget_login.outputs.NUGET_API_KEY" : $"secrets.{secret.Variable}"));
        }

        return variables.Count > 0 ? variables : null;
    }

    private YamlMapping Publish(JobPlan job, JobArtifact artifact) => new()
    {
        { "name", $"Keep {artifact.Name}" },
        { "if", "always()" },
        { "uses", _actions.Uses("actions/upload-artifact") },
        {
            "with", new YamlMapping
            {
                { "name", job.HasLegs() ? $"{artifact.Name}-{Leg(job)}" : artifact.Name },
                { "path", artifact.Path },
                { "include-hidden-files", true },
                { "if-no-files-found", "error" },
                { "overwrite", true }, // a re-run replaces what an earlier attempt kept
                { "retention-days", artifact.Days },
            }
        },
    };

    private YamlMapping UploadRecord(JobPlan job) => new()
    {
        { "name", "Keep the run record" },
        { "if", "always()" },
        { "uses", _actions.Uses("actions/upload-artifact") },
        {
            "with", new YamlMapping
            {
                // An artifact's name is taken once per run, so a re-run needs another one.
                { "name", $"run-{job.Id}-{Leg(job)}-${{{{ github.run_attempt }}}}" },
                { "path", job.RunsTests() ? $"{options.RunRecords}\n{options.TestResults}\n{options.Coverage}\n" : options.RunRecords },
                { "include-hidden-files", true },
                { "if-no-files-found", "warn" },
                { "retention-days", options.RecordDays },
            }
        },
    };

    private YamlMapping UploadResults(JobPlan job) => new()
    {
        { "name", "Hand on the results" },
        { "if", job.HasLegs() ? $"matrix.leg == '{job.Legs[0].Name}'" : null },
        { "uses", _actions.Uses("actions/upload-artifact") },
        {
            "with", new YamlMapping
            {
                { "name", HandOff.Artifact(job.Id) },
                { "path", HandOff.File(job.Id) },
                { "include-hidden-files", true },
                { "if-no-files-found", "error" },
                { "overwrite", true }, // a re-run replaces what an earlier attempt handed on
                { "retention-days", options.HandOffDays },
            }
        },
    };

    private static string Leg(JobPlan job) => job.HasLegs() ? "${{ matrix.leg }}" : job.Legs[0].Name;

    private static string Expression(string text) => $"${{{{ {text} }}}}";
}
