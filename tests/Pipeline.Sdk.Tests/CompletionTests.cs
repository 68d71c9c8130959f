using System.Diagnostics;

namespace Pipeline.Sdk.Tests;

/// <summary>Completing the command line with Tab.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("Com", "Compile")]
    [InlineData("--env st", "staging")]
    [InlineData("Deploy --env pro", "production")]
    [InlineData("--configuration De", "Debug")]
    [InlineData("--skip Pac", "Package")]
    [InlineData("--verbosity d", "detailed")]
    [InlineData("--plan --format mer", "mermaid")]
    [InlineData("--keep", "--keep-going")]
    [InlineData("--re", "--retries")]
    [InlineData("Nothing", "")]
    public async Task Bash_completes(string typed, string expected)
    {
        var words = typed.Split(' ');
        var script = $"""
            source ./completion.bash
            COMP_WORDS=(./build.sh {string.Join(' ', words)})
            COMP_CWORD={words.Length}
            _pipeline_build
            printf '%s\n' "${"{"}COMPREPLY[@]{"}"}"
            """;

        Assert.Equal(expected, (await Bash(script)).Trim());
    }

    [Fact]
    public async Task Bash_completes_an_items_name_behind_its_colon()
    {
        const string Script = """
            source ./completion.bash
            COMP_WORDS=(./build.sh Verify : Or)
            COMP_CWORD=3
            _pipeline_build
            printf '%s\n' "${COMPREPLY[@]}"
            """;

        Assert.Equal("Orders", (await Bash(Script)).Trim());
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public void The_script_of_a_shell_is_as_approved_and_holds_no_word_of_a_pipeline(string shell)
    {
        var script = _place.Run(Samples.Service(_place), "--completion", shell).Output;

        Assert.DoesNotContain("staging", script, StringComparison.Ordinal);
        Approved.Verify(script, "completion-" + shell);
    }

    [Theory]
    [Trait("Category", "Integration")]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "--no-execute")]
    public async Task The_script_is_right_for_its_shell(string shell, string check)
    {
        var program = new[] { "/usr/bin/", "/bin/" }.Select(folder => folder + shell).FirstOrDefault(File.Exists);
        if (program is null)
            Assert.Skip($"{shell} is not installed: ./build.sh TestTools");

        _place.Write("script", _place.Run(Samples.Service(_place), "--completion", shell).Output);
        using var process = Process.Start(new ProcessStartInfo(program, [check, _place.PathOf("script")]) { UseShellExecute = false })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    // A stand-in for build.sh answers what the program answers: that the script asks it is what is tested.
    private async Task<string> Bash(string script)
    {
        _place.Write("words", _place.Run(
            build =>
            {
                Samples.Service(_place)(build);
                build.Target("Verify").ForEach(["Orders", "Stock"], name => name).Run((_, _) => { });
            },
            "--completion",
            "words").Output);
        _place.Write("completion.bash", _place.Run(Samples.Service(_place), "--completion", "bash").Output);
        _place.Write("build.sh", "#!/bin/sh\n[ \"$1 $2\" = '--completion words' ] && cat words\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_place.PathOf("build.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var bash = Process.Start(new ProcessStartInfo("bash", ["--norc", "-c", script]) { WorkingDirectory = _place.Root, UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}
