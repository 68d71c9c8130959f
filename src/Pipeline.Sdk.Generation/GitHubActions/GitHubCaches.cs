using Pipeline.Sdk.Generation.Rules;
using Pipeline.Sdk.Generation.Yaml;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.GitHub;

/// <summary>
/// Writes the steps around a job's caches. A job that pull requests start reads with one step and writes with another, which is left out for them: nobody
/// outside of the repository can put anything into a cache.
/// </summary>
internal sealed class GitHubCaches(WorkflowPlan plan, GenerationOptions options)
{
    // Whatever decides which packages are restored.
    private const string PackageFiles = "'**/*.csproj', '**/packages.lock.json', 'Directory.Packages.props', 'global.json'";

    public IEnumerable<YamlMapping> Restore(JobPlan job) => Of(job).Select(cache => new YamlMapping
    {
        { "name", $"{(IsSplit(job) ? "Restore" : "Cache")} {cache.Title}" },
        { "id", IsSplit(job) ? "cache_" + cache.Id : null },
        { "uses", options.Lock.Uses(IsSplit(job) ? "actions/cache/restore" : "actions/cache") },
        { "with", new YamlMapping { { "path", cache.Path }, { "key", cache.Key }, { "restore-keys", cache.RestoreKey } } },
    });

    public IEnumerable<YamlMapping> Save(JobPlan job) => !IsSplit(job) ? [] : Of(job).Select(cache => new YamlMapping
    {
        { "name", $"Save {cache.Title}" },
        { "if", $"success() && github.event_name != 'pull_request' && steps.cache_{cache.Id}.outputs.cache-hit != 'true'" },
        { "uses", options.Lock.Uses("actions/cache/save") },
        { "with", new YamlMapping { { "path", cache.Path }, { "key", cache.Key } } },
    });

    private bool IsSplit(JobPlan job) => SafetyRules.RunsForPullRequests(plan, job);

    private IEnumerable<(string Id, string Title, string Path, string Key, string RestoreKey)> Of(JobPlan job)
    {
        var leg = job.HasLegs() ? "-${{ matrix.leg }}" : "";
        if (job.CachesPackages())
            yield return ("packages", "NuGet packages", "~/.nuget/packages", "nuget-${{ runner.os }}-${{ hashFiles(" + PackageFiles + ") }}", "nuget-${{ runner.os }}-");
        if (job.Definition.CachesResults)
            yield return ("results", "results", options.ResultCache, $"results-{job.Id}{leg}-${{{{ runner.os }}}}-${{{{ github.sha }}}}", $"results-{job.Id}{leg}-${{{{ runner.os }}}}-");
        foreach (var cache in job.Definition.Caches)
        {
            var files = string.Join(", ", cache.KeyFiles.Select(GitHubConditions.Literal));
            var path = cache.Paths.Length == 1 ? cache.Paths[0] : string.Join('\n', cache.Paths) + "\n";
            yield return (cache.Name.Replace('.', '_'), cache.Name, path, $"{cache.Name}-${{{{ runner.os }}}}-${{{{ hashFiles({files}) }}}}", $"{cache.Name}-${{{{ runner.os }}}}-");
        }
    }
}
