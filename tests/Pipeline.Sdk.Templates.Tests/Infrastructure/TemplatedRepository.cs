using CliWrap.Buffered;

namespace Pipeline.Sdk.Templates.Tests.Infrastructure;

/// <summary>A committed repository that a template made, and where its environments are.</summary>
internal sealed class TemplatedRepository : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempFolder _state = new();
    private bool _hasEnvironment;

    public string Root => _folder.Root;

    public string PathOf(string relative) => _folder.PathOf(relative);

    /// <summary>Makes one; the template <c>pipeline</c> adds to a small shop.</summary>
    public static async Task<TemplatedRepository> CreateAsync(Packages packages, string template, params string[] options)
    {
        var repository = new TemplatedRepository();
        packages.WriteNuGetConfig(repository._folder);
        if (template == "pipeline")
            TinyShop.Write(repository._folder);
        await packages.GenerateFromAsync(template, repository.Root, template == "pipeline" ? options : ["--name", "Corner.Shop", "--output", ".", .. options]);
        await Programs.MustRunAsync(repository.Root, "git", "init", "--quiet", "--initial-branch=main");
        await Programs.MustRunAsync(repository.Root, "git", "add", "--all");
        await Programs.MustRunAsync(repository.Root, "git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "--quiet", "-m", "As the template made it");
        repository._hasEnvironment = template == "pipeline-service";
        return repository;
    }

    public Task<BufferedCommandResult> BuildAsync(params string[] arguments) =>
        Programs.RunAsync(Root, PathOf("build.sh"), arguments, new Dictionary<string, string?> { ["PIPELINE_STATE_HOME"] = _state.Root });

    /// <summary>The same for a run that has to succeed.</summary>
    public async Task<string> MustBuildAsync(params string[] arguments)
    {
        var result = await BuildAsync(arguments);
        Assert.True(result.ExitCode == 0, $"build.sh {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.StandardOutput}{result.StandardError}");
        return result.StandardOutput;
    }

    public async ValueTask DisposeAsync()
    {
        if (_hasEnvironment && Directory.EnumerateFileSystemEntries(_state.Root).Any())
            await BuildAsync("Stop", "--env", "staging");
        _folder.Dispose();
        _state.Dispose();
    }
}
