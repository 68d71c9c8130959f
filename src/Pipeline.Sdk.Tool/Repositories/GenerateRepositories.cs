using Pipeline.Sdk.Tool.Builds;

namespace Pipeline.Sdk.Tool.Repositories;

/// <summary><c>pipeline generate --repos FOLDER</c>: writes or checks the workflows of every checkout in a folder.</summary>
internal static class GenerateRepositories
{
    /// <summary>Half of the processors at once: a build that has to be compiled takes more than one.</summary>
    private static readonly int AtOnce = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Every direct subfolder with a pipeline, in order of name, with what became of it.</summary>
    /// <exception cref="ToolException">PIPE0912: there is no such folder, or no pipeline in it.</exception>
    public static async Task<IReadOnlyList<RepositoryOutcome>> RunAsync(string folder, bool onlyCheck, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(folder);
        if (!Directory.Exists(full))
            throw ToolErrors.NoFolder(folder);

        var outcomes = new SortedDictionary<string, RepositoryOutcome>(StringComparer.Ordinal);
        var builds = new List<(string Name, string Script)>();
        foreach (var checkout in Directory.EnumerateDirectories(full))
        {
            var name = Path.GetFileName(checkout);
            try
            {
                if (NearestBuild.In(checkout) is { } script)
                    builds.Add((name, script));
            }
            catch (ToolException refused)
            {
                outcomes.Add(name, new RepositoryOutcome(name, RepositoryState.Failed, refused.Message));
            }
        }

        if (builds.Count + outcomes.Count == 0)
            throw ToolErrors.NoRepositories(full);

        await Parallel.ForEachAsync(builds, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (build, token) =>
        {
            var outcome = await GenerateAsync(build.Name, build.Script, onlyCheck, token).ConfigureAwait(false);
            lock (outcomes)
                outcomes.Add(build.Name, outcome);
        }).ConfigureAwait(false);
        return [.. outcomes.Values];
    }

    private static async Task<RepositoryOutcome> GenerateAsync(string name, string script, bool onlyCheck, CancellationToken cancellationToken)
    {
        string[] arguments = onlyCheck ? ["Generate", "--check"] : ["Generate"];
        var build = await Captured.TryRunAsync(Path.GetDirectoryName(script) ?? "", script, arguments, cancellationToken).ConfigureAwait(false);
        return build is null
            ? new RepositoryOutcome(name, RepositoryState.Failed, ToolErrors.NoProgram(script, $"Make it executable with: chmod +x {ToolErrors.Quoted(script)}").Message)
            : RepositoryOutcome.Of(name, build);
    }
}
