namespace Pipeline.Sdk.Tests;

public sealed class BuildScriptTests : IDisposable
{
    private readonly StandInRepository _repository;

    public BuildScriptTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh needs a POSIX shell; Windows starts build.cmd.");
        _repository = new StandInRepository();
    }

    [Theory]
    [InlineData("sh")]
    [InlineData("dash")]
    [InlineData("bash")]
    public async Task The_first_start_builds_and_the_second_one_does_not(string shell)
    {
        Assert.SkipUnless(File.Exists(Path.Combine(_repository.Folder, "tools", shell)), $"{shell} is not installed. As root on Debian, ./build.sh TestTools installs what tests need.");
        _repository.Shell = shell;

        var first = await _repository.StartAsync("Lint");
        var second = await _repository.StartAsync("Test");

        Assert.Equal((0, "first"), (first.ExitCode, first.Program));
        Assert.Contains("Building the pipeline program", first.Error, StringComparison.Ordinal);
        Assert.Equal((0, "first", ""), (second.ExitCode, second.Program, second.Error));
        Assert.Equal(["Test"], second.Words);
        Assert.Equal(1, _repository.Builds);
    }

    [Theory]
    [InlineData("edited")]
    [InlineData("added")]
    [InlineData("deleted")]
    [InlineData("renamed")]
    [InlineData("added in a new folder")]
    [InlineData("library edited")]
    [InlineData("input deleted")]
    [InlineData("edited and set back")]
    [InlineData("replaced by an older file")]
    public async Task A_changed_input_builds_once_again(string change)
    {
        _repository.Write("build/Other.cs", "other");
        await _repository.StartAsync();

        Change(change);
        var second = await _repository.StartAsync();
        var third = await _repository.StartAsync();

        Assert.Equal((0, 0), (second.ExitCode, third.ExitCode));
        Assert.Contains("Building", second.Error, StringComparison.Ordinal);
        Assert.Equal(2, _repository.Builds);
        Assert.Equal("", third.Error);
    }

    [Fact]
    public async Task A_touched_file_with_the_same_content_does_not_build_again()
    {
        await _repository.StartAsync();

        File.SetLastWriteTimeUtc(_repository.PathOf("build/Build.cs"), DateTime.UtcNow);
        await _repository.StartAsync();

        Assert.Equal(1, _repository.Builds);
    }

    [Fact]
    public async Task Only_a_change_of_something_else_than_CSharp_is_restored_again()
    {
        // What the pretended dotnet does not make.
        Directory.CreateDirectory(_repository.PathOf(".pipeline/artifacts"));
        await _repository.StartAsync();
        _repository.Write("build/Build.cs", "second");
        await _repository.StartAsync();
        _repository.Write("build/Build.csproj", "<Project><!-- another package --></Project>");
        await _repository.StartAsync();

        var restores = File.ReadLines(Path.Combine(_repository.Folder, "publish.log")).Select(line => !line.Contains("--no-restore", StringComparison.Ordinal));
        Assert.Equal([true, false, true], restores);
    }

    [Fact]
    public async Task A_file_that_is_no_input_does_not_build_again()
    {
        await _repository.StartAsync();

        _repository.Write("src/Orders.cs", "new");
        await _repository.StartAsync();

        Assert.Equal(1, _repository.Builds);
    }

    [Fact]
    public async Task Going_back_to_earlier_content_finds_the_earlier_program()
    {
        await _repository.StartAsync();
        _repository.Write("build/Build.cs", "second");
        var second = await _repository.StartAsync();
        _repository.Write("build/Build.cs", "first");
        var third = await _repository.StartAsync();
        var fourth = await _repository.StartAsync();

        Assert.Equal(("second", "first", "first"), (second.Program, third.Program, fourth.Program));
        Assert.Equal("", third.Error);
        Assert.Equal(2, _repository.Builds);
    }

    [Fact]
    public async Task What_is_edited_while_it_is_compiled_is_built_again_at_the_next_start()
    {
        File.WriteAllText(Path.Combine(_repository.Folder, "edit"), "");

        await _repository.StartAsync();
        var second = await _repository.StartAsync();
        await _repository.StartAsync();

        Assert.Equal("edited", second.Program);
        Assert.Equal(2, _repository.Builds);
    }

    [Fact]
    public async Task Words_and_exit_code_are_passed_through()
    {
        _repository.Variables["FAKE_EXIT"] = "7";
        string[] words = ["Deploy", "--env", "staging", "", "two words", "*", "$HOME", "a\\b", "'quoted\"", "--", "-n"];

        var first = await _repository.StartAsync(words);
        var second = await _repository.StartAsync(words);

        Assert.Equal((7, 7), (first.ExitCode, second.ExitCode));
        Assert.Equal(words, first.Words);
        Assert.Equal(words, second.Words);
    }

    [Fact]
    public async Task It_can_be_started_from_anywhere()
    {
        var elsewhere = await _repository.ShellAsync(_ => { }, "/", [_repository.PathOf("build.sh")]);
        var relative = await _repository.ShellAsync(_ => { }, _repository.PathOf("a library"), ["../build.sh"]);
        var bare = await _repository.ShellAsync(_ => { }, _repository.Root, ["build.sh"]);
        var executed = await _repository.ShellAsync(_ => { }, _repository.Folder, ["-c", "'./the repository/build.sh'"]);

        Assert.All([elsewhere, relative, bare, executed], run => Assert.Contains("root: " + _repository.Root, run.Output));
        Assert.Equal(1, _repository.Builds);
    }

    [Fact]
    public async Task A_failing_compilation_shows_its_output_and_leaves_the_earlier_program_untouched()
    {
        await _repository.StartAsync();
        var before = Files();
        _repository.Write("build/Build.cs", "mistake");

        var broken = await _repository.StartAsync();

        Assert.Equal(2, broken.ExitCode);
        Assert.Contains("Build.cs(1,1): error CS1002: ; expected", broken.Error, StringComparison.Ordinal);
        Assert.Contains("error PIPE0015", broken.Error, StringComparison.Ordinal);
        Assert.Empty(broken.Output);
        Assert.Equal(before, Files());

        _repository.Write("build/Build.cs", "first");
        Assert.Equal("first", (await _repository.StartAsync()).Program);
        Assert.Equal(2, _repository.Builds);
    }

    [Fact]
    public async Task A_failing_first_compilation_leaves_nothing_that_looks_like_a_program()
    {
        _repository.Write("build/Build.cs", "mistake");

        Assert.Equal(2, (await _repository.StartAsync()).ExitCode);
        Assert.Equal(2, (await _repository.StartAsync()).ExitCode);

        Assert.Equal(["build.log"], Files().Keys);
    }

    [Fact]
    public async Task A_program_that_was_removed_is_built_again()
    {
        await _repository.StartAsync();
        Directory.Delete(_repository.PathOf(".pipeline"), recursive: true);

        Assert.Equal("first", (await _repository.StartAsync()).Program);
        Assert.Equal(2, _repository.Builds);
    }

    [Fact]
    public async Task A_start_leaves_no_temporary_file()
    {
        await _repository.StartAsync();
        _repository.Write("build/Build.cs", "second");
        await _repository.StartAsync();

        var names = Directory.EnumerateFileSystemEntries(_repository.Bin).Select(Path.GetFileName).Where(name => name?.Length != 32);
        Assert.Equal(["build.log", "current", "inputs", "stamp"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Category", "Integration")]
    public async Task Shellcheck_finds_nothing()
    {
        var shellcheck = new[] { "/usr/bin/shellcheck", "/usr/local/bin/shellcheck" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(shellcheck is null, "shellcheck is not installed. As root on Debian, ./build.sh TestTools installs it.");

        var run = await _repository.ShellAsync(_ => { }, _repository.Root, ["-c", $"'{shellcheck}' build.sh"]);

        Assert.True(run.ExitCode == 0, string.Join('\n', run.Output));
    }

    public void Dispose() => _repository?.Dispose();

    private void Change(string change)
    {
        var source = _repository.PathOf("build/Build.cs");
        switch (change)
        {
            case "edited":
                _repository.Write("build/Build.cs", "second");
                break;
            case "added":
                _repository.Write("build/More.cs", "more");
                break;
            case "added in a new folder":
                _repository.Write("build/Deep/Down/More.cs", "more");
                break;
            case "deleted":
                File.Delete(_repository.PathOf("build/Other.cs"));
                break;
            case "renamed":
                File.Move(_repository.PathOf("build/Other.cs"), _repository.PathOf("build/Another.cs"));
                break;
            case "library edited":
                _repository.Write("a library/Library.cs", "second");
                break;
            case "input deleted":
                File.Delete(_repository.PathOf("global.json"));
                break;
            case "edited and set back":
                var time = File.GetLastWriteTimeUtc(source);
                _repository.Write("build/Build.cs", "faster");
                File.SetLastWriteTimeUtc(source, time);
                break;
            case "replaced by an older file":
                var older = _repository.PathOf("older.cs");
                File.WriteAllText(older, "older\n");
                File.SetLastWriteTimeUtc(older, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
                File.Move(older, source, overwrite: true);
                break;
        }
    }

    private SortedDictionary<string, string> Files() =>
        new(Directory.EnumerateFiles(_repository.Bin, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(_repository.Bin, path), path => path.EndsWith(".log", StringComparison.Ordinal) ? "" : File.ReadAllText(path), StringComparer.Ordinal), StringComparer.Ordinal);
}
