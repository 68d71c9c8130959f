using System.Diagnostics;
using Pipeline.Sdk.Templates.Tests.Infrastructure;
using Pipeline.Sdk.Tests;

namespace Pipeline.Sdk.Templates.Tests;

/// <summary>A person at a terminal watches a repository and edits the build program itself: everything real, from <c>build.sh</c> to Ctrl-C.</summary>
[Collection(nameof(GeneratedRepository))]
public sealed class WatchedRepositoryTests(GeneratedRepository repository) : IAsyncLifetime
{
    private const string CtrlC = "\u0003";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    public ValueTask InitializeAsync()
    {
        Edit("first");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(repository.PathOf("hold"));
        await repository.GitAsync("checkout", "--quiet", "build/Build.cs");
        await repository.BuildAsync("--version");
    }

    [Fact]
    public async Task An_edited_program_is_built_anew_and_watched_on_until_Ctrl_C()
    {
        using (var watch = Start())
        {
            await watch.AnswerAsync("said by the first program", "");
            await watch.AnswerAsync("Waiting for changes", "");

            Edit("second");
            await watch.AnswerAsync("Changed: build/Build.cs", "");
            await watch.AnswerAsync("Building the pipeline program", "");
            await watch.AnswerAsync("said by the second program", "");

            // It has ended well when it is told to: no run was under way.
            await watch.AnswerAsync("Waiting for changes", CtrlC);
            Assert.Equal(0, await watch.EndAsync());
        }

        await File.WriteAllTextAsync(repository.PathOf("hold"), "", TestContext.Current.CancellationToken);
        using (var watch = Start())
        {
            await watch.AnswerAsync("holds on", CtrlC);
            Assert.Equal(130, await watch.EndAsync());
            Assert.DoesNotContain("Building the pipeline program", watch.Seen, StringComparison.Ordinal);
        }

        Assert.Empty(Left());
        Assert.False(Path.Exists(repository.PathOf(".pipeline/bin/lock")));
    }

    private void Edit(string name) => File.WriteAllText(repository.PathOf("build/Build.cs"), $$"""
        using Pipeline.Sdk;

        var build = PipelineBuilder.Create(args);
        build.Default(build.Target("Work").Run(async run =>
        {
            run.Log.Info("said by the {{name}} program");
            if (File.Exists(run.PathOf("hold")))
                await run.Tool("sh", "-c", $"echo holds on; sleep 1000 # {run.Root}");
        }));
        return build.Run();

        """);

    private Terminal Start()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/script"))
            Assert.Skip("There is no `script` of util-linux to open a terminal. As root on Debian, ./build.sh TestTools installs it.");

        var start = new ProcessStartInfo("/usr/bin/script", ["-qefc", "exec env --default-signal=INT ./build.sh Work --watch", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = repository.Root,
        };
        foreach (var (name, value) in Programs.Fresh())
            start.Environment[name] = value;
        start.Environment["TERM"] = "dumb";

        // Ctrl-C is for all in front: a shell that stays there ends by it, and what it says is not what the program says.
        start.Environment["SHELL"] = "/bin/sh";
        return new Terminal(Process.Start(start) ?? throw new InvalidOperationException("`script` did not start."), Limit);
    }

    /// <summary>The command lines of processes that name the repository.</summary>
    private List<string> Left()
    {
        var found = new List<string>();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                var line = File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
                if (line.Contains(repository.Root, StringComparison.Ordinal))
                    found.Add(line);
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return found;
    }
}
