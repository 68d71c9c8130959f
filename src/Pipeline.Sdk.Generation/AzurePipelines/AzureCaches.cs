using Pipeline.Sdk.Generation.Yaml;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Azure;

/// <summary>Writes a job's caches, one task per folder. Azure keeps what a pull request writes in a scope of its own, which no branch reads.</summary>
internal sealed class AzureCaches(GenerationOptions options)
{
    // Whatever decides which packages are restored. One segment: at least one of its patterns must match a file, not each of them.
    private const string PackageFiles = "**/*.csproj,**/packages.lock.json,**/Directory.Packages.props,**/global.json";

    private const string Root = "$(Build.SourcesDirectory)";

    public IEnumerable<YamlMapping> Write(JobPlan job)
    {
        if (job.CachesPackages())
            yield return Cache("NuGet packages", "nuget", PackageFiles, $"$({AzureGenerator.PackagesVariable})");
        if (job.Definition.CachesResults)
            yield return Cache("results", job.HasLegs() ? $"results-{job.Id}-$({AzureJobs.LegVariable})" : $"results-{job.Id}", "$(Build.SourceVersion)", $"{Root}/{options.ResultCache}");
        foreach (var cache in job.Definition.Caches)
        {
            foreach (var (index, path) in cache.Paths.Index())
            {
                var suffix = cache.Paths.Length == 1 ? "" : $"-{index + 1}";
                yield return Cache(cache.Paths.Length == 1 ? cache.Name : $"{cache.Name} ({path})", cache.Name + suffix, string.Join(',', cache.KeyFiles), $"{Root}/{path}");
            }
        }
    }

    private static YamlMapping Cache(string title, string name, string decides, string path) => new()
    {
        { "task", "Cache@2" },
        { "displayName", $"Cache {title}" },
        {
            "inputs", new YamlMapping
            {
                { "key", $"{name} | \"$(Agent.OS)\" | {decides}" },
                { "restoreKeys", $"{name} | \"$(Agent.OS)\"" },
                { "path", path },
            }
        },
    };
}
