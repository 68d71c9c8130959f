using System.Text.Json;

namespace Pipeline.Sdk.Generation.Running;

/// <summary>Runs generated files on this machine, with a small GitHub Actions and a small Azure Pipelines.</summary>
internal sealed class Interpreter : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-ci-").FullName;

    /// <summary>What is checked out: a folder, or a git repository that is cloned. The default is a stand-in of the pipeline program.</summary>
    public string Repository { get; init; } = StandIn;

    public Dictionary<string, string> Environment { get; } = [];

    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The folders in which jobs ran, of all runs so far.</summary>
    public IEnumerable<string> JobFolders =>
        from work in Directory.EnumerateDirectories(_folder)
        let checkouts = new[] { "repository", "s" }
        from job in Directory.EnumerateDirectories(work, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 })
        from checkout in checkouts
        where Path.GetFileName(Path.GetDirectoryName(job)) == "jobs" && Directory.Exists(Path.Combine(job, checkout))
        select Path.Combine(job, checkout);

    public static string StandIn { get; } = Path.Combine(Generation.Repository.Tests, "interpreters", "stand-in");

    /// <summary>Writes the files of a pipeline, each set into a folder of its own, and gives the folder.</summary>
    public string Write(string name, IEnumerable<GeneratedFile> files)
    {
        var folder = Path.Combine(_folder, "files", name);
        foreach (var file in files)
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? folder);
            File.WriteAllText(path, file.Content);
        }

        return folder;
    }

    /// <param name="dialect"><c>github</c> or <c>azure</c>.</param>
    /// <param name="runs">What to run.</param>
    public async Task<IReadOnlyList<RunOutcome>> Run(string dialect, IEnumerable<RunRequest> runs)
    {
        var request = Path.Combine(_folder, $"{dialect}.json");
        var work = Directory.CreateDirectory(Path.Combine(_folder, $"{dialect}-{Guid.NewGuid():N}")).FullName;
        await File.WriteAllTextAsync(request, JsonSerializer.Serialize(new { work, repository = Repository, environment = Environment, runs }, Json), TestContext.Current.CancellationToken);
        var output = await Node.Run($"../interpreters/{dialect}.mjs", [request], Deadline);
        Assert.True(output.ExitCode == 0, output.Output);
        return JsonSerializer.Deserialize<List<RunOutcome>>(output.Output, Json) ?? [];
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
