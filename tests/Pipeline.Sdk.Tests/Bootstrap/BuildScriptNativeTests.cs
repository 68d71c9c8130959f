namespace Pipeline.Sdk.Tests;

/// <summary>When <c>build.sh</c> compiles the program ahead of time, and when it uses that.</summary>
public sealed class BuildScriptNativeTests : IDisposable
{
    private readonly StandInRepository _repository;

    public BuildScriptNativeTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh needs a POSIX shell; Windows starts build.cmd.");
        _repository = new StandInRepository();
        StandInRepository.MakeProgram(Path.Combine(_repository.Folder, "tools", "cc"), "#!/bin/sh");
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task The_third_start_with_nothing_changed_has_it_compiled_in_the_background_and_a_later_one_uses_it()
    {
        Assert.Equal("first", (await _repository.StartAsync()).Program);
        Assert.Equal("first", (await _repository.StartAsync()).Program);
        Assert.Equal(0, _repository.NativeBuilds);

        var third = await _repository.StartAsync();
        Assert.Equal(("first", ""), (third.Program, third.Error));
        await UntilSettled();

        var later = await _repository.StartAsync("Test");
        Assert.Equal((0, "native first", ""), (later.ExitCode, later.Program, later.Error));
        Assert.Contains($"root: {_repository.Root}", later.Output);
        Assert.Equal(1, _repository.NativeBuilds);
    }

    [Fact]
    public async Task A_program_that_is_edited_again_and_again_is_never_compiled_ahead_of_time()
    {
        for (var edit = 0; edit < 4; edit++)
        {
            _repository.Write("build/Build.cs", $"edit {edit}");
            await _repository.StartAsync();
            await _repository.StartAsync();
        }

        Assert.Equal(0, _repository.NativeBuilds);
    }

    [Fact]
    public async Task A_change_is_answered_by_the_changed_program_at_once_and_going_back_finds_the_compiled_one_again()
    {
        _repository.Variables["PIPELINE_NATIVE"] = "true";
        Assert.Equal("native first", (await _repository.StartAsync()).Program);

        _repository.Variables["PIPELINE_NATIVE"] = null;
        _repository.Write("build/Build.cs", "second");
        Assert.Equal("second", (await _repository.StartAsync()).Program);

        _repository.Write("build/Build.cs", "first");
        Assert.Equal("native first", (await _repository.StartAsync()).Program);
        Assert.Equal(1, _repository.NativeBuilds);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("1")]
    public async Task In_CI_nothing_is_compiled_in_the_background(string ci)
    {
        _repository.Variables["CI"] = ci;

        for (var start = 0; start < 5; start++)
            Assert.Equal("first", (await _repository.StartAsync()).Program);

        Assert.Equal(0, _repository.NativeBuilds);
    }

    [Fact]
    public async Task True_compiles_it_before_this_start_in_CI_too_and_false_passes_it_over()
    {
        _repository.Variables["CI"] = "true";
        _repository.Variables["PIPELINE_NATIVE"] = "true";
        var first = await _repository.StartAsync();
        Assert.Equal("native first", first.Program);
        Assert.Contains("Compiling the pipeline program ahead of time", first.Error, StringComparison.Ordinal);

        _repository.Variables["PIPELINE_NATIVE"] = "false";
        Assert.Equal("first", (await _repository.StartAsync()).Program);
        Assert.Equal(1, _repository.NativeBuilds);
    }

    [Theory]
    [InlineData("uses reflection", "it uses what such a program cannot do")]
    [InlineData("an unwritable output", "native.log")]
    [InlineData("lists differently", "it does not list the same targets")]
    public async Task One_that_could_not_do_the_same_is_not_used_and_not_tried_again(string program, string reason)
    {
        _repository.Write("build/Build.cs", program);
        _repository.Variables["PIPELINE_NATIVE"] = "true";

        var first = await _repository.StartAsync();
        var second = await _repository.StartAsync();

        Assert.All([first, second], start =>
        {
            Assert.Equal((0, program), (start.ExitCode, start.Program));
            Assert.Contains("warning PIPE0017", start.Error, StringComparison.Ordinal);
            Assert.Contains(reason, start.Error, StringComparison.Ordinal);
        });
        Assert.Equal(1, _repository.NativeBuilds);
    }

    [Fact]
    public async Task A_feed_that_is_down_is_asked_again_after_an_hour_or_when_somebody_wishes_it()
    {
        File.WriteAllText(Path.Combine(_repository.Folder, "feed is down"), "");
        for (var start = 0; start < 3; start++)
            await _repository.StartAsync();
        await Eventually(() => Array.Exists(States(), state => File.ReadAllText(state) == "later\n"), "it is put off");

        // Nothing is tried in between.
        for (var start = 0; start < 3; start++)
            Assert.Equal("first", (await _repository.StartAsync()).Program);
        Assert.Equal(1, _repository.NativeBuilds);

        foreach (var state in States())
            File.SetLastWriteTimeUtc(state, DateTime.UtcNow.AddMinutes(-90));
        await _repository.StartAsync();
        await _repository.StartAsync();
        await UntilSettled();
        Assert.Equal("native first", (await _repository.StartAsync()).Program);

        string[] States() => Directory.GetFiles(_repository.Bin, "native.state", SearchOption.AllDirectories);
    }

    [Fact]
    public async Task Without_a_linker_the_background_tries_nothing_and_a_wish_for_it_is_told_what_is_missing()
    {
        File.Delete(Path.Combine(_repository.Folder, "tools", "cc"));
        for (var start = 0; start < 4; start++)
            Assert.Equal(("first", ""), await ProgramAndError(start));

        _repository.Variables["PIPELINE_NATIVE"] = "true";
        var wished = await _repository.StartAsync();
        Assert.Equal((0, "first"), (wished.ExitCode, wished.Program));
        Assert.Contains("neither cc nor clang is installed", wished.Error, StringComparison.Ordinal);
        Assert.Equal(0, _repository.NativeBuilds);
    }

    [Fact]
    public async Task What_was_edited_while_it_was_compiled_is_in_no_program_that_is_used()
    {
        File.WriteAllText(Path.Combine(_repository.Folder, "edit natively"), "");
        _repository.Variables["PIPELINE_NATIVE"] = "true";

        var first = await _repository.StartAsync();

        Assert.Equal("first", first.Program);
        Assert.Empty(_repository.NativePrograms);
        Assert.Equal("native edited", (await _repository.StartAsync()).Program);
    }

    [Fact]
    public async Task One_that_was_killed_while_it_compiled_is_begun_anew()
    {
        File.WriteAllText(Path.Combine(_repository.Folder, "kill"), "");
        for (var start = 0; start < 3; start++)
            await _repository.StartAsync();
        await Eventually(() => _repository.NativeBuilds == 1 && !File.Exists(Path.Combine(_repository.Folder, "kill")), "it is killed");

        // The folder that it left tells others that somebody is at work, for half an hour.
        foreach (var left in Directory.GetDirectories(_repository.Bin, "native.*"))
            Directory.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddHours(-1));
        // Whether it is seen to be dead is the system's to say: whoever inherits it may take a while to bury it.
        await Eventually(
            async () =>
            {
                await _repository.StartAsync();
                return _repository.NativePrograms.Length == 1;
            },
            "it is compiled ahead of time after all");
        await UntilSettled();

        Assert.Equal("native first", (await _repository.StartAsync()).Program);
    }

    private async Task<(string? Program, string Error)> ProgramAndError(int start)
    {
        var run = await _repository.StartAsync();
        return (run.Program, start == 0 ? "" : run.Error);
    }

    private Task UntilSettled() =>
        Eventually(() => _repository.NativePrograms.Length == 1 && Directory.GetDirectories(_repository.Bin, "native.*").Length == 0, "a program is compiled ahead of time");

    private static Task Eventually(Func<bool> condition, string what) => Eventually(() => Task.FromResult(condition()), what);

    private static async Task Eventually(Func<Task<bool>> condition, string what)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            Assert.False(deadline.IsCancellationRequested, $"Not within a minute: {what}");
            await Task.Delay(10);
        }
    }
}
