using Pipeline.Sdk.Generation.Yaml;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.GitHub;

/// <summary>Writes the <c>steps</c> of a job.</summary>
internal sealed class GitHubSteps(ActionLock actions)
{
    // Whatever decides which packages are restored.
    private const string PackageFiles = "'**/*.csproj', '**/packages.lock.json', 'Directory.Packages.props', 'global.json'";

    public YamlSequence Write(JobPlan job, GenerationOptions options)
    {
        var steps = new YamlSequence(isSpaced: true) { CheckOut(), SetUpDotNet() };

        // A deployment holds secrets, so it starts without anything that another run could have written.
        if (job.Environment is null)
            steps.Add(CachePackages());
        foreach (var source in job.ImportsFrom)
            steps.Add(Download(source));
        if (job.HasUnixLeg())
            steps.Add(Build(job, isWindows: false));
        if (job.HasWindowsLeg())
            steps.Add(Build(job, isWindows: true));
        steps.Add(UploadRecord(job, options));

        // Last: when a re-run finds the hand-off, nothing after it can have failed.
        if (job.Exports)
            steps.Add(UploadResults(job, options));
        return steps;
    }

    private YamlMapping CheckOut() => new()
    {
        { "name", "Check out" },
        { "uses", actions.Uses("actions/checkout") },
        {
            "with", new YamlMapping
            {
                { "fetch-depth", 0 }, // the version is counted from all of the history
                { "persist-credentials", false },
            }
        },
    };

    private YamlMapping SetUpDotNet() => new()
    {
        { "name", "Set up .NET" },
        { "uses", actions.Uses("actions/setup-dotnet") },
        { "with", new YamlMapping { { "global-json-file", "global.json" } } },
    };

    private YamlMapping CachePackages() => new()
    {
        { "name", "Cache NuGet packages" },
        { "uses", actions.Uses("actions/cache") },
        {
            "with", new YamlMapping
            {
                { "path", "~/.nuget/packages" },
                { "key", "nuget-${{ runner.os }}-${{ hashFiles(" + PackageFiles + ") }}" },
                { "restore-keys", "nuget-${{ runner.os }}-" },
            }
        },
    };

    private YamlMapping Download(string source) => new()
    {
        { "name", $"Fetch the results of {source}" },
        { "uses", actions.Uses("actions/download-artifact") },
        { "with", new YamlMapping { { "name", HandOff.Artifact(source) }, { "path", HandOff.Folder } } },
    };

    private static YamlMapping Build(JobPlan job, bool isWindows)
    {
        var command = BuildCommand.For(job, exports: job.Exports && job.Legs[0].IsWindows == isWindows, job.ImportsFrom.Select(HandOff.File));
        var isShared = job.HasUnixLeg() && job.HasWindowsLeg();
        return new YamlMapping
        {
            { "name", job.Title() },
            { "if", isShared ? $"runner.os {(isWindows ? "==" : "!=")} 'Windows'" : null },
            { "shell", isWindows ? "pwsh" : "bash" },
            { "timeout-minutes", job.StepTimeoutMinutes() },
            { "env", Variables(job) },
            { "run", isWindows ? command.PowerShell() : command.Bash() },
        };
    }

    // Values come by variables and never by the script's text, which a value could rewrite.
    private static YamlMapping? Variables(JobPlan job)
    {
        if (job.Secrets.IsEmpty && job.PartVariable is null)
            return null;

        var variables = new YamlMapping();
        if (job.PartVariable is { } part)
            variables.Add(part, "${{ matrix.part }}");
        foreach (var secret in job.Secrets)
            variables.Add(secret.Variable, $$$"""${{ secrets.{{{secret.Variable}}} }}""");
        return variables;
    }

    private YamlMapping UploadRecord(JobPlan job, GenerationOptions options) => new()
    {
        { "name", "Keep the run record" },
        { "if", "always()" },
        { "uses", actions.Uses("actions/upload-artifact") },
        {
            "with", new YamlMapping
            {
                // An artifact's name is taken once per run, so a re-run needs another one.
                { "name", $"run-{job.Id}-{Leg(job)}-${{{{ github.run_attempt }}}}" },
                { "path", job.RunsTests() ? $"{options.RunRecords}\n{options.TestResults}\n" : options.RunRecords },
                { "include-hidden-files", true },
                { "if-no-files-found", "warn" },
                { "retention-days", options.RecordDays },
            }
        },
    };

    private YamlMapping UploadResults(JobPlan job, GenerationOptions options) => new()
    {
        { "name", "Hand on the results" },
        { "if", job.HasLegs() ? $"matrix.leg == '{job.Legs[0].Name}'" : null },
        { "uses", actions.Uses("actions/upload-artifact") },
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
}
