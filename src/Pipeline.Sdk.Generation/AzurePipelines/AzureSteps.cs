using Pipeline.Sdk.Generation.Yaml;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Azure;

/// <summary>Writes the <c>steps</c> of a job.</summary>
internal sealed class AzureSteps(WorkflowPlan plan, GenerationOptions options)
{
    // A deployment job's working folder is not the checkout unless it is said, so it is said everywhere.
    private const string Root = "$(Build.SourcesDirectory)";

    private readonly AzureCaches _caches = new(options);

    /// <summary>The job variable that carries an output of an earlier job to the step.</summary>
    public static string OutputVariable(JobVariable variable) => "output_" + variable.Name;

    public YamlSequence Write(JobPlan job)
    {
        var steps = new YamlSequence(isSpaced: true);

        // A deployment job would fetch every artifact of the run by itself; each is fetched by name below.
        if (job.Environment is not null)
            steps.Add(new YamlMapping { { "download", "none" } });
        steps.Add(CheckOut(job));
        steps.Add(UseDotNet());
        foreach (var cache in _caches.Write(job))
            steps.Add(cache);
        foreach (var source in job.ImportsFrom)
            steps.Add(Download(source));
        foreach (var artifact in job.Definition.Fetches)
            AddFetches(steps, artifact);
        if (job.HasUnixLeg())
            steps.Add(Bash(job));
        if (job.HasWindowsLeg())
            steps.Add(PowerShell(job));
        if (job.RunsTests())
        {
            steps.Add(PublishTests(job));
            steps.Add(PublishCoverage());
        }

        foreach (var artifact in job.Definition.Artifacts)
            steps.Add(Publish(job, artifact));
        steps.Add(PublishRecord(job));

        // Last: an artifact's name is taken once per run, and a failure after it would make the job impossible to retry.
        if (job.Exports)
            steps.Add(PublishResults(job));
        return steps;
    }

    private static YamlMapping CheckOut(JobPlan job) => new()
    {
        { "checkout", "self" },
        { "displayName", "Check out" },
        { "fetchDepth", job.Definition.FetchDepth }, // the version is counted from all of the history
        { "persistCredentials", false },
    };

    private static YamlMapping UseDotNet() => new()
    {
        { "task", "UseDotNet@2" },
        { "displayName", "Set up .NET" },
        { "inputs", new YamlMapping { { "packageType", "sdk" }, { "useGlobalJson", true }, { "workingDirectory", Root } } },
    };

    private static YamlMapping Download(string source) => new()
    {
        { "download", "current" },
        { "displayName", $"Fetch the results of {source}" },
        { "artifact", HandOff.Artifact(source) },
    };

    private void AddFetches(YamlSequence steps, JobArtifact artifact)
    {
        foreach (var name in ArtifactNames.Of(plan, artifact))
        {
            steps.Add(new YamlMapping
            {
                { "task", "DownloadPipelineArtifact@2" },
                { "displayName", $"Fetch {name}" },
                {
                    "inputs", new YamlMapping
                    {
                        { "buildType", "current" },
                        { "artifactName", name },
                        { "targetPath", ArtifactNames.Folder(artifact) is var folder && folder == "." ? Root : $"{Root}/{folder}" },
                    }
                },
            });
        }
    }

    private YamlMapping Bash(JobPlan job)
    {
        var command = Command(job, isWindows: false, source => $"\"$PIPELINE_WORKSPACE/{HandOff.Artifact(source)}/{HandOff.FileName(source)}\"");
        return Script(job, isWindows: false, $"set -eo pipefail\n{command.Bash().TrimEnd('\n')}\n");
    }

    private YamlMapping PowerShell(JobPlan job)
    {
        var command = Command(job, isWindows: true, source => $"\"$env:PIPELINE_WORKSPACE/{HandOff.Artifact(source)}/{HandOff.FileName(source)}\"");
        return Script(job, isWindows: true, command.PowerShell());
    }

    // `download` puts an artifact into a folder of its name below the pipeline's workspace, which the agent also hands over as a variable.
    private static BuildCommand Command(JobPlan job, bool isWindows, Func<string, string> import) =>
        BuildCommand.For(job, exports: job.Exports && job.Legs[0].IsWindows == isWindows, job.ImportsFrom.Select(import));

    private YamlMapping Script(JobPlan job, bool isWindows, string script)
    {
        var login = job.Definition.Logins.OfType<AzureLogin>().FirstOrDefault();
        var mapping = login is null
            ? new YamlMapping { { isWindows ? "pwsh" : "bash", script } }
            : new YamlMapping { { "task", "AzureCLI@2" } };
        mapping.Add("displayName", job.Title());
        mapping.Add("name", job.Definition.Outputs.IsEmpty ? null : JobFacts.BuildStep);
        mapping.Add("condition", job.HasUnixLeg() && job.HasWindowsLeg() ? AzureConditions.OnWindows(isWindows) : null);
        mapping.Add("workingDirectory", login is null ? Root : null);
        mapping.Add("timeoutInMinutes", job.StepTimeoutMinutes());
        mapping.Add("env", Variables(job));

        // The task logs in by the service connection's workload identity for as long as the script runs.
        if (login is not null)
        {
            mapping.Add("inputs", new YamlMapping
            {
                { "azureSubscription", login.ServiceConnection },
                { "scriptType", isWindows ? "pscore" : "bash" },
                { "scriptLocation", "inlineScript" },
                { "workingDirectory", Root },
                { "inlineScript", script },
            });
        }

        return mapping;
    }

    private YamlMapping? Variables(JobPlan job)
    {
        var variables = new YamlMapping();
        foreach (var value in job.Legs[0].Values)
            variables.Add(value.Variable, $"$({AzureJobs.ValueVariable(value)})");
        AddInputs(variables, job);
        foreach (var variable in job.Definition.Variables)
            variables.Add(variable.Name, variable.Output is null ? variable.Text : $"$({OutputVariable(variable)})");
        if (job.MustKnowItself())
            variables.Add(JobFacts.JobVariable, $"{plan.Name}/{job.Id}");
        if (job.UsesToken)
            variables.Add("SYSTEM_ACCESSTOKEN", "$(System.AccessToken)");

        // Azure maps secret variables into a script only where that is said.
        foreach (var secret in job.Secrets)
            variables.Add(secret.Variable, $"$({secret.Variable})");
        return variables.Count > 0 ? variables : null;
    }

    // Parameters have their defaults on every start. Handed over then, they would be stronger than what the repository's own files say.
    private void AddInputs(YamlMapping variables, JobPlan job)
    {
        var inputs = new YamlMapping();
        foreach (var input in job.InputsOf())
            inputs.Add(input.Variable, $"${{{{ parameters.{input.InputName()} }}}}");
        if (inputs.Count == 0)
            return;

        if (plan.IsCalled)
        {
            foreach (var (key, value) in inputs)
                variables.Add(key, value);
        }
        else
        {
            variables.Add(YamlScalar.Word("${{ if eq(variables['Build.Reason'], 'Manual') }}"), inputs);
        }
    }

    private YamlMapping PublishTests(JobPlan job) => new()
    {
        { "task", "PublishTestResults@2" },
        { "displayName", "Publish the test results" },
        { "condition", AzureConditions.Always },
        {
            "inputs", new YamlMapping
            {
                { "testResultsFormat", "VSTest" },
                { "testResultsFiles", "**/*.trx" },
                { "searchFolder", $"{Root}/{options.TestResults}" },
                { "testRunTitle", $"{job.Id} ({Leg(job)})" },
            }
        },
    };

    private YamlMapping PublishCoverage() => new()
    {
        { "task", "PublishCodeCoverageResults@2" },
        { "displayName", "Publish the coverage" },
        { "condition", AzureConditions.Always },
        {
            "inputs", new YamlMapping
            {
                { "summaryFileLocation", $"{Root}/{options.Coverage}/**/Cobertura.xml" },
                { "failIfCoverageEmpty", false },
            }
        },
    };

    private static YamlMapping Publish(JobPlan job, JobArtifact artifact) => new()
    {
        { "publish", $"{Root}/{artifact.Path}" },
        { "displayName", $"Keep {artifact.Name}" },
        { "condition", AzureConditions.Always },
        { "artifact", job.HasLegs() ? $"{artifact.Name}-{Leg(job)}" : artifact.Name },
    };

    private YamlMapping PublishRecord(JobPlan job) => new()
    {
        { "publish", $"{Root}/{options.RunRecords}" },
        { "displayName", "Keep the run record" },
        { "condition", AzureConditions.Always },
        { "artifact", $"run-{job.Id}-{Leg(job)}-$(System.StageAttempt).$(System.JobAttempt)" },
    };

    private static YamlMapping PublishResults(JobPlan job) => new()
    {
        { "publish", $"{Root}/{HandOff.File(job.Id)}" },
        { "displayName", "Hand on the results" },
        { "condition", job.HasLegs() ? AzureConditions.OnLeg(job.Legs[0].Name) : null },
        { "artifact", HandOff.Artifact(job.Id) },
    };

    private static string Leg(JobPlan job) => job.HasLegs() ? $"$({AzureJobs.LegVariable})" : job.Legs[0].Name;
}
