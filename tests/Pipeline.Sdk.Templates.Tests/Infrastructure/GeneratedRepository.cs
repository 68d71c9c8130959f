using CliWrap.Buffered;

namespace Pipeline.Sdk.Templates.Tests.Infrastructure;

/// <summary>A small repository to which the template has added a pipeline, started once.</summary>
public sealed class GeneratedRepository(Packages packages) : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private BufferedCommandResult? _firstStart;

    public string Root => _folder.Root;

    /// <summary>What the first start said; it had to build the program.</summary>
    public BufferedCommandResult FirstStart => _firstStart ?? throw new InvalidOperationException("Not started yet.");

    /// <summary>The folder of the built program.</summary>
    public string ProgramFolder => PathOf($".pipeline/bin/{Read(".pipeline/bin/current").Trim()}");

    public string PathOf(string relative) => _folder.PathOf(relative);

    public string Read(string relative) => File.ReadAllText(PathOf(relative));

    public async ValueTask InitializeAsync()
    {
        TinyShop.Write(_folder);
        packages.WriteNuGetConfig(_folder);
        await GitAsync("init", "--quiet", "--initial-branch=main");
        await packages.GenerateAsync(Root);
        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "-m", "A shop with a pipeline");
        _firstStart = await BuildAsync("--list");
    }

    /// <summary>Runs <c>./build.sh</c>.</summary>
    public Task<BufferedCommandResult> BuildAsync(params string[] arguments) => Programs.RunAsync(Root, PathOf("build.sh"), arguments);

    /// <summary>Runs <c>./build.sh</c> with the program compiled ahead of time, which is made first.</summary>
    public Task<BufferedCommandResult> BuildNativelyAsync(params string[] arguments) =>
        Programs.RunAsync(Root, PathOf("build.sh"), arguments, new Dictionary<string, string?> { ["PIPELINE_NATIVE"] = "true" });

    /// <summary>Runs git as somebody.</summary>
    public async Task<string> GitAsync(params string[] arguments) =>
        (await Programs.MustRunAsync(Root, "git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", .. arguments])).StandardOutput;

    /// <summary>Takes back what <c>Generate</c> writes.</summary>
    public void DeleteWorkflows()
    {
        if (Directory.Exists(PathOf(".github")))
            Directory.Delete(PathOf(".github"), recursive: true);
        File.Delete(PathOf("azure-pipelines.yml"));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
