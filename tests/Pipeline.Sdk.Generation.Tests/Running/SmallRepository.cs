using System.Reflection;
using CliWrap;

namespace Pipeline.Sdk.Generation.Running;

/// <summary>A git repository with a real pipeline program: its workflows are generated into it and committed.</summary>
internal sealed class SmallRepository : IDisposable
{
    private static readonly string Program = typeof(SmallRepository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "FixtureProgram").Value ?? "";

    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-small-").FullName;

    public string Root => Path.Combine(_folder, "repository");

    public static async Task<SmallRepository> Create(params (string Path, string Text)[] more)
    {
        var repository = new SmallRepository();
        Directory.CreateDirectory(repository.Root);
        foreach (var (path, text) in more.Prepend(("source.txt", "some words\n")).Prepend(("global.json", "{}\n")).Prepend(("build.sh", "#!/usr/bin/env bash\nPIPELINE_ROOT=$PWD exec dotnet \"$FIXTURE_PROGRAM\" \"$@\"\n")))
            await File.WriteAllTextAsync(Path.Combine(repository.Root, path), text, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(repository.Root, "build.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await repository.Do("git", "init", "--quiet", "--initial-branch", "main");
        await repository.Do("./build.sh", "Generate");
        await repository.Do("git", "add", "--all");
        await repository.Do("git", "-c", "user.name=test", "-c", "user.email=test@example.org", "commit", "--quiet", "--message", "First");
        return repository;
    }

    /// <summary>Something of the places that the releases are deployed to by one dialect; null when it is not there.</summary>
    public string? Read(string dialect, string path) =>
        Path.Combine(Places(dialect), path) is var file && File.Exists(file) ? File.ReadAllText(file) : null;

    public async Task<RunOutcome> Run(string dialect, string @event, Dictionary<string, string>? inputs = null)
    {
        using var interpreter = new Interpreter { Repository = Root };
        interpreter.Environment["FIXTURE_PROGRAM"] = Program;
        interpreter.Environment["FIXTURE_PLACES"] = Places(dialect);
        interpreter.Environment["PIPELINE_STATE_HOME"] = Path.Combine(_folder, "state");
        var request = new RunRequest
        {
            Id = "run",
            File = Path.Combine(Root, dialect == "github" ? ".github/workflows/ci.yml" : "azure-pipelines.yml"),
            Event = @event,
            Ref = @event == "pull_request" ? "refs/pull/7/merge" : "refs/heads/main",
            Inputs = inputs ?? [],
            Secrets = new Dictionary<string, string> { ["PIPELINE_TOKEN"] = "correct-horse-battery" },
        };
        return Assert.Single(await interpreter.Run(dialect, [request]));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Places(string dialect) => Path.Combine(_folder, "places", dialect);

    private async Task Do(string program, params string[] arguments)
    {
        var output = await ToolOutput.Of(Cli.Wrap(program == "./build.sh" ? Path.Combine(Root, "build.sh") : program)
            .WithArguments(arguments)
            .WithWorkingDirectory(Root)
            .WithEnvironmentVariables(environment => environment.Set("FIXTURE_PROGRAM", Program).Set("PIPELINE_STATE_HOME", Path.Combine(_folder, "state"))));
        Assert.True(output.ExitCode == 0, output.Output);
    }
}
