using CliWrap.Buffered;
using Pipeline.Sdk.Templates.Tests.Infrastructure;

namespace Pipeline.Sdk.Templates.Tests;

/// <summary>The global tool, installed from its package, in a repository that the template made.</summary>
[Collection(nameof(GeneratedRepository))]
public sealed class ToolTests(GeneratedRepository repository, Packages packages)
{
    [Fact]
    public async Task From_a_subfolder_it_runs_the_repositorys_build_with_every_word_and_its_exit_code()
    {
        var list = await ToolAsync(repository.PathOf("src/Shop"), "--list");
        Assert.Equal((0, repository.FirstStart.StandardOutput), (list.ExitCode, list.StandardOutput));

        Assert.Equal(2, (await ToolAsync(repository.PathOf("src/Shop"), "No Such Target")).ExitCode);
        Assert.Contains("--list", (await ToolAsync(repository.PathOf("src/Shop"), "--", "--help")).StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_looks_no_further_than_the_repositorys_root()
    {
        using var folder = new TempFolder();
        folder.Write("build.sh", "#!/bin/sh\necho outside\n").Write("build.cs", "").Write("inner/.git/HEAD", "").Write("inner/src/a.txt", "");
        var run = await ToolAsync(folder.PathOf("inner/src"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error PIPE0910", run.StandardError, StringComparison.Ordinal);
        Assert.Contains($"up to {folder.PathOf("inner")}.", run.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_sh_of_another_user_is_not_run()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "Only root can give a file away.");
        using var folder = new TempFolder();
        folder.Write("build.sh", "#!/bin/sh\necho must not run\n").Write("build.cs", "");
        await Programs.MustRunAsync(folder.Root, "chmod", "+x", "build.sh");
        Assert.Contains("must not run", (await ToolAsync(folder.Root)).StandardOutput, StringComparison.Ordinal);

        await Programs.MustRunAsync(folder.Root, "chown", "65534", "build.sh");
        var run = await ToolAsync(folder.Root);
        Assert.Equal((2, ""), (run.ExitCode, run.StandardOutput));
        Assert.Contains("error PIPE0911", run.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_writes_and_checks_the_workflows_of_many_checkouts_in_one_table()
    {
        using var folder = new TempFolder();
        folder.Write("plain/readme.txt", "no pipeline")
            .Write("broken/build.sh", "#!/bin/sh\necho 'error PIPE0015: broken' >&2\nexit 2\n").Write("broken/build.cs", "")
            .Write("bare/build.sh", "#!/bin/sh\necho \"error PIPE0201: Unknown target 'Generate'.\" >&2\nexit 2\n").Write("bare/build.cs", "");
        await Programs.MustRunAsync(folder.Root, "chmod", "+x", "broken/build.sh", "bare/build.sh");
        Directory.CreateSymbolicLink(folder.PathOf("shop"), repository.Root);
        repository.DeleteWorkflows();

        Assert.Equal([("bare", "no workflows"), ("broken", "failed"), ("shop", "stale")], await RowsAsync(1, "--check"));
        Assert.Equal([("bare", "no workflows"), ("broken", "failed"), ("shop", "written")], await RowsAsync(1));
        Directory.Delete(folder.PathOf("broken"), recursive: true);
        Assert.Equal([("bare", "no workflows"), ("shop", "up to date")], await RowsAsync(0, "--check"));
        repository.DeleteWorkflows();

        async Task<List<(string, string)>> RowsAsync(int exitCode, params string[] options)
        {
            var run = await ToolAsync(folder.Root, ["generate", "--repos", ".", .. options]);
            Assert.True(run.ExitCode == exitCode, run.StandardOutput + run.StandardError);
            return [.. run.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(row => (row[0], row[1]))];
        }
    }

    [Fact]
    public async Task A_folder_without_checkouts_is_named()
    {
        using var folder = new TempFolder();
        var run = await ToolAsync(folder.Root, "generate", "--repos", folder.Root);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error PIPE0912", run.StandardError, StringComparison.Ordinal);
        Assert.Contains("error PIPE0912: --repos nowhere is no folder", (await ToolAsync(folder.Root, "generate", "--repos", "nowhere")).StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_finds_all_well_or_names_what_a_plan_lacks_and_the_command_that_mends_it()
    {
        var well = await ToolAsync(repository.PathOf("src"), "doctor", "Test");
        Assert.True(well.ExitCode == 0, well.StandardOutput + well.StandardError);
        foreach (var check in (string[])["git ", "repository ", ".NET SDK ", $"feed {packages.Feed} ", "plan "])
            Assert.Contains(check, well.StandardOutput, StringComparison.Ordinal);

        var ill = await ToolAsync(repository.PathOf("src"), "doctor", "Test", "--env", "moon");
        Assert.Equal(1, ill.ExitCode);
        Assert.Matches(@"plan +PIPE02\d\d .*moon", ill.StandardOutput);

        using var clone = new TempFolder();
        await Programs.MustRunAsync(clone.Root, "git", "clone", "--quiet", "--depth", "1", "file://" + repository.Root, "shallow");
        await File.WriteAllTextAsync(clone.PathOf("shallow/nuget.config"), """<configuration><packageSources><clear /><add key="down" value="http://127.0.0.1:9/index.json" allowInsecureConnections="true" /></packageSources></configuration>""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(clone.PathOf("shallow/build.sh"), "#!/bin/sh\necho '{ \"steps\": [ { \"target\": \"Load\", \"tools\": [\"no-such-tool\", \"git\"] } ] }'\n", TestContext.Current.CancellationToken);
        var shallow = await ToolAsync(clone.PathOf("shallow"), "doctor");
        Assert.Equal(1, shallow.ExitCode);
        Assert.Matches(@"repository +PIPE0923 .*git fetch --unshallow --tags", shallow.StandardOutput);
        Assert.Matches(@"feed http://127\.0\.0\.1:9/index\.json +PIPE0924 .*dotnet nuget disable source", shallow.StandardOutput);
        Assert.Matches(@"tool no-such-tool +PIPE0925 .*Load needs it .*install no-such-tool", shallow.StandardOutput);
        Assert.Matches(@"tool git +ok", shallow.StandardOutput);
    }

    [Fact]
    public async Task Completion_has_the_tools_own_words_and_the_nearest_builds()
    {
        var words = (await ToolAsync(repository.PathOf("src"), "completion", "words")).StandardOutput;
        Assert.Contains("*\tdoctor\t", words, StringComparison.Ordinal);
        Assert.Contains("*\tPack\t", words, StringComparison.Ordinal);

        var script = (await ToolAsync(repository.Root, "completion", "bash")).StandardOutput;
        using var folder = new TempFolder();
        folder.Write("pipeline.bash", script);
        var ask = $"source '{folder.PathOf("pipeline.bash")}'; COMP_WORDS=(pipeline Pac); COMP_CWORD=1; _pipeline; echo \"${{COMPREPLY[@]}}\"";
        var path = $"{Path.GetDirectoryName(await packages.ToolAsync())}:{Environment.GetEnvironmentVariable("PATH")}";
        var answer = await Programs.RunAsync(repository.PathOf("src"), "bash", ["-c", ask], new Dictionary<string, string?> { ["PATH"] = path });
        Assert.Equal("Pack", answer.StandardOutput.Trim());

        var unknown = await ToolAsync(repository.Root, "completion", "csh");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("error PIPE0917", unknown.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_installs_the_templates_of_its_own_version_and_refuses_what_contradicts()
    {
        using var folder = new TempFolder();
        packages.WriteNuGetConfig(folder);
        (string[] Words, string Code)[] wrong =
        [
            (["--ci", "none", "github"], "PIPE0913"),
            (["--kind", "service"], "PIPE0913"),
            (["--service-project", "src/Api"], "PIPE0913"),
            (["saucer"], "PIPE0914"),
        ];
        foreach (var (words, code) in wrong)
        {
            var refused = await ToolAsync(folder.Root, ["new", .. words]);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains($"error {code}: ", refused.StandardError, StringComparison.Ordinal);
        }

        var made = await ToolAsync(folder.Root, "new", "library", "--name", "Lamp", "--output", ".", "--single-file");
        Assert.True(made.ExitCode == 0, made.StandardOutput + made.StandardError);
        Assert.StartsWith($"#:sdk Pipeline.Sdk@{packages.Version}\n", await File.ReadAllTextAsync(folder.PathOf("build.cs"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(File.Exists(folder.PathOf("src/Lamp/Lamp.csproj")));
    }

    private async Task<BufferedCommandResult> ToolAsync(string folder, params string[] words) =>
        await Programs.RunAsync(folder, await packages.ToolAsync(), words, packages.Home);
}
