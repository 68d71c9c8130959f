using Pipeline.Sdk.Generation.Yaml;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Azure;

/// <summary>Writes the <c>steps</c> of a job.</summary>
internal static class AzureSteps
{
    // A deployment job's working folder is not the checkout unless it is said, so it is said everywhere.
    private const string Root = "$(Build.SourcesDirectory)";

    // Whatever decides which packages are restored. One segment: at least one of its patterns must match a file, not each of them.
    private const string PackageFiles = "**/*.csproj,**/packages.lock.json,**/Directory.Packages.props,**/global.json";

    public static YamlSequence Write(JobPlan job, GenerationOptions options)
    {
        var steps = new YamlSequence(isSpaced: true);

        // A deployment job would fetch every artifact of the run by itself; each is fetched by name below.
        if (job.Environment is not null)
            steps.Add(new YamlMapping { { "download", "none" } });
        steps.Add(CheckOut());
        steps.Add(UseDotNet());

        // A deployment holds secrets, so it starts without anything that another run could have written.
        if (job.Environment is null)
            steps.Add(CachePackages());
        foreach (var source in job.ImportsFrom)
            steps.Add(Download(source));
        if (job.HasUnixLeg())
            steps.Add(Bash(job));
        if (job.HasWindowsLeg())
            steps.Add(PowerShell(job));
        if (job.RunsTests())
            steps.Add(PublishTests(job, options));
        steps.Add(PublishRecord(job, options));

        // Last: an artifact's name is taken once per run, and a failure after it would make the job impossible to retry.
        if (job.Exports)
            steps.Add(PublishResults(job));
        return steps;
    }

    private static YamlMapping CheckOut() => new()
    {
        { "checkout", "self" },
        { "displayName", "Check out" },
        { "fetchDepth", 0 }, // the version is counted from all of the history
        { "persistCredentials", false },
    };

    private static YamlMapping UseDotNet() => new()
    {
        { "task", "UseDotNet@2" },
        { "displayName", "Set up .NET" },
        { "inputs", new YamlMapping { { "packageType", "sdk" }, { "useGlobalJson", true }, { "workingDirectory", Root } } },
    };

    private static YamlMapping CachePackages() => new()
    {
        { "task", "Cache@2" },
        { "displayName", "Cache NuGet packages" },
        {
            "inputs", new YamlMapping
            {
                { "key", $"nuget | \"$(Agent.OS)\" | {PackageFiles}" },
                { "restoreKeys", "nuget | \"$(Agent.OS)\"" },
                { "path", $"$({AzureGenerator.PackagesVariable})" },
            }
        },
    };

    private static YamlMapping Download(string source) => new()
    {
        { "download", "current" },
        { "displayName", $"Fetch the results of {source}" },
        { "artifact", HandOff.Artifact(source) },
    };

    private static YamlMapping Bash(JobPlan job)
    {
        var command = Command(job, isWindows: false, source => $"\"$PIPELINE_WORKSPACE/{HandOff.Artifact(source)}/{HandOff.FileName(source)}\"");
        return Script(job, isWindows: false, $"set -eo pipefail\n{command.Bash().TrimEnd('\n')}\n");
    }

    private static YamlMapping PowerShell(JobPlan job)
    {
        var command = Command(job, isWindows: true, source => $"\"$env:PIPELINE_WORKSPACE/{HandOff.Artifact(source)}/{HandOff.FileName(source)}\"");
        return Script(job, isWindows: true, command.PowerShell());
    }

    // `download` puts an artifact into a folder of its name below the pipeline's workspace, which the agent also hands over as a variable.
    private static BuildCommand Command(JobPlan job, bool isWindows, Func<string, string> import) =>
        BuildCommand.For(job, exports: job.Exports && job.Legs[0].IsWindows == isWindows, job.ImportsFrom.Select(import));

    private static YamlMapping Script(JobPlan job, bool isWindows, string script) => new()
    {
        { isWindows ? "pwsh" : "bash", script },
        { "displayName", job.Title() },
        { "condition", job.HasUnixLeg() && job.HasWindowsLeg() ? AzureConditions.OnWindows(isWindows) : null },
        { "workingDirectory", Root },
        { "timeoutInMinutes", job.StepTimeoutMinutes() },
        { "env", Variables(job) },
    };

    private static YamlMapping? Variables(JobPlan job)
    {
        if (job.Secrets.IsEmpty && job.PartVariable is null)
            return null;

        var variables = new YamlMapping();
        if (job.PartVariable is { } part)
            variables.Add(part, $"$({AzureJobs.PartVariable})");

        // Azure maps secret variables into a script only where that is said.
        foreach (var secret in job.Secrets)
            variables.Add(secret.Variable, $"$({secret.Variable})");
        return variables;
    }

    private static YamlMapping PublishTests(JobPlan job, GenerationOptions options) => new()
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

    private static YamlMapping PublishRecord(JobPlan job, GenerationOptions options) => new()
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
