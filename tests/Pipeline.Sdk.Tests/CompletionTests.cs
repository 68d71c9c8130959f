using System.Diagnostics;

namespace Pipeline.Sdk.Tests;

/// <summary>Completing the command line with Tab.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    /// <summary>What is typed, and the word that it becomes.</summary>
    public static TheoryData<string, string> Words { get; } = new()
    {
        { "Com", "Compile" },
        { "--env st", "staging" },
        { "Deploy --env pro", "production" },
        { "--configuration De", "Debug" },
        { "--skip Pac", "Package" },
        { "--verbosity d", "detailed" },
        { "--plan --format mer", "mermaid" },
        { "--keep", "--keep-going" },
        { "--ret", "--retries" },
        { "Zzz", "" },
    };

    [Theory]
    [MemberData(nameof(Words))]
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

    [Fact]
    [Trait("Category", "Integration")]
    public async Task Fish_completes()
    {
        var fish = Installed("fish");
        Prepare("fish");
        var lines = Words.Select(row => row.Data.Item1).Append("Verify:Or").Select(typed => $"complete -C './build.sh {typed}'; echo ---");

        var said = await Run(fish, "--no-config", "-c", "source ./completion.fish\n" + string.Join('\n', lines));

        // Word and description of each that fits, tab between.
        Assert.Equal(
            Words.Select(row => row.Data.Item2).Append("Verify:Orders"),
            said.Split("---\n")[..^1].Select(found => string.Join(' ', found.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')[0]))));
        Assert.Contains("Compile\tBuilds the solution\n", said, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Integration")]
    public async Task Zsh_completes_what_a_person_types_at_its_prompt()
    {
        var zsh = Installed("zsh");
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "There is no `script` of util-linux to open a terminal. As root on Debian, ./build.sh TestTools installs it.");
        Prepare("zsh");

        // Ctrl-X hands over the line as it stands after Tab.
        _place.Write(".zshrc", """
            unsetopt beep
            autoload -Uz compinit && compinit -u -D
            source ./completion.zsh
            show() { print -r -- "$BUFFER" >> typed; zle kill-buffer }
            zle -N show
            bindkey '^X' show
            PROMPT='READY> '

            """);
        var start = new ProcessStartInfo("/usr/bin/script", ["-qefc", $"exec {zsh} -i", "/dev/null"]) { WorkingDirectory = _place.Root, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["ZDOTDIR"] = _place.Root;
        start.Environment["TERM"] = "dumb";
        start.Environment["SHELL"] = "/bin/sh";
        using var terminal = new Terminal(Process.Start(start)!, TimeSpan.FromSeconds(60));
        await terminal.AnswerAsync("READY> ", "");
        foreach (var typed in Words.Select(row => row.Data.Item1).Append("Verify:Or"))
            await terminal.AnswerAsync("", $"./build.sh {typed}\t\u0018");
        await terminal.AnswerAsync("", "\u0004");
        await terminal.EndAsync();

        // A word that is whole gets a blank; what has no completion stays.
        Assert.Equal(
            Words.Select(row => Completed(row.Data.Item1, row.Data.Item2)).Append("./build.sh Verify:Orders "),
            await File.ReadAllLinesAsync(_place.PathOf("typed"), TestContext.Current.CancellationToken));

        static string Completed(string typed, string word) =>
            "./build.sh " + (word.Length == 0 ? typed : $"{typed[..(typed.LastIndexOf(' ') + 1)]}{word} ");
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

    private static string Installed(string shell)
    {
        var program = new[] { "/usr/bin/", "/bin/" }.Select(folder => folder + shell).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, $"{shell} is not installed. As root on Debian, ./build.sh TestTools installs it.");
        return program;
    }

    private Task<string> Bash(string script)
    {
        Prepare("bash");
        return Run("bash", "--norc", "-c", script);
    }

    // A stand-in for build.sh answers what the program answers: that the script asks it is what is tested.
    private void Prepare(string shell)
    {
        _place.Write("words", _place.Run(
            build =>
            {
                Samples.Service(_place)(build);
                build.Target("Verify").ForEach(["Orders", "Stock"], name => name).Run((_, _) => { });
            },
            "--completion",
            "words").Output);
        _place.Write("completion." + shell, _place.Run(Samples.Service(_place), "--completion", shell).Output);
        _place.Write("build.sh", "#!/bin/sh\n[ \"$1 $2\" = '--completion words' ] && cat words\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_place.PathOf("build.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task<string> Run(string program, params string[] words)
    {
        var start = new ProcessStartInfo(program, words) { WorkingDirectory = _place.Root, UseShellExecute = false, RedirectStandardOutput = true };

        // A shell keeps its history and settings in the home.
        start.Environment["HOME"] = _place.Outside("home");
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}
