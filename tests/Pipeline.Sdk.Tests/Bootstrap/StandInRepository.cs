using System.Collections.Concurrent;
using System.Collections.Immutable;
using CliWrap;

namespace Pipeline.Sdk.Tests;

/// <summary>
/// A repository in a temporary folder with this repository's <c>build.sh</c> and a <c>dotnet</c> that only pretends: it compiles the sources
/// by copying them, counts how often it does, and shows the program's arguments when it should run it. A file <c>stale</c> beside the repository is a
/// program's source that is edited while an earlier one runs, which then ends as a watch does. No other <c>dotnet</c> is on the path.
/// </summary>
internal sealed class StandInRepository : IDisposable
{
    private const string FakeDotNet =
        """
        #!/bin/sh
        case $1 in
            --version)
                if [ "${FAKE_SDK:-present}" = present ]; then echo 10.0.100; else exit 1; fi ;;
            publish)
                all=$*
                case $all in
                    *-p:PublishAot=true*) echo "$all" >>"$FAKE_FOLDER/native.log" ;;
                    *) echo "$all" >>"$FAKE_FOLDER/publish.log" ;;
                esac
                while [ $# -gt 0 ]; do
                    case $1 in
                        --output) output=$2; shift ;;
                        -p:PipelineInputsFile=*) inputs=${1#*=} ;;
                    esac
                    shift
                done
                mkdir -p "$output"
                case $all in
                    *-p:PublishAot=true*)
                        if [ -f "$FAKE_FOLDER/edit natively" ]; then echo edited >build/Build.cs; rm "$FAKE_FOLDER/edit natively"; fi
                        if [ -f "$FAKE_FOLDER/kill" ]; then rm "$FAKE_FOLDER/kill"; kill -9 "$PPID"; exit 1; fi
                        if [ -f "$FAKE_FOLDER/feed is down" ]; then rm "$FAKE_FOLDER/feed is down"; echo 'Build.csproj : error NU1301: Unable to load the service index'; exit 1; fi
                        if grep -q reflection build/*.cs; then echo 'Build.cs(1,1): warning IL3050: uses reflection'; fi
                        {
                            echo '#!/bin/sh'
                            if grep -q unwritable build/*.cs; then echo 'if [ -n "${PIPELINE_CHECK_NATIVE:-}" ]; then echo PIPE0016; exit 2; fi'; fi
                            echo 'if [ -n "${PIPELINE_CHECK_NATIVE:-}" ]; then exit 0; fi'
                            list='the list'
                            if grep -q differently build/*.cs; then list='another list'; fi
                            echo "case \$* in '--list --format json') echo $list; exit ;; esac"
                            printf 'echo "program: native %s"\n' "$(head -n 1 build/Build.cs)"
                            echo 'echo "root: $PIPELINE_ROOT"'
                        } >"$output/build"
                        chmod +x "$output/build"
                        exit ;;
                esac
                while [ -f "$FAKE_FOLDER/hold" ]; do sleep 0.02; done
                if grep -q mistake build/*.cs; then echo 'Build.cs(1,1): error CS1002: ; expected'; exit 1; fi
                if [ -f "$FAKE_FOLDER/edit" ]; then echo edited >build/Build.cs; rm "$FAKE_FOLDER/edit"; fi
                cat build/*.cs >"$output/build.dll"
                for input in build 'a library' global.json; do if [ -e "$input" ]; then printf '%s\n' "$input"; fi; done >"$inputs" ;;
            */build.dll)
                case $* in *"--list --format json") echo the list; exit ;; esac
                echo "program: $(head -n 1 "$1")"
                echo "root: $PIPELINE_ROOT"
                echo "dotnet: $0"
                shift
                for word in "$@"; do printf 'word: <%s>\n' "$word"; done
                if [ -n "${PIPELINE_WATCHED:-}" ]; then echo 'inherited: PIPELINE_WATCHED'; fi
                if [ -f "$FAKE_FOLDER/stale" ]; then mv "$FAKE_FOLDER/stale" build/Build.cs; exit 64; fi
                exit "${FAKE_EXIT:-0}" ;;
        esac
        """;

    /// <summary>What the script may use; a machine's own <c>dotnet</c> would lie beside these.</summary>
    private static readonly string[] Tools =
        ["sh", "dash", "bash", "busybox", "cat", "cp", "cut", "find", "grep", "head", "chmod", "kill", "ln", "mkdir", "mv", "readlink", "rm", "rmdir", "sed", "sha256sum", "shasum", "perl", "sleep", "sort", "touch", "uname"];

    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline boot strap-").FullName;

    public StandInRepository(bool withDotNet = true)
    {
        Write("build/Build.cs", "first");
        Write("build/Build.csproj", "<Project />");
        Write("a library/Library.cs", "library");
        Write("global.json", """{ "sdk": { "version": "10.0.100" } }""");
        File.Copy(Path.Combine(Repository.Root, "build.sh"), PathOf("build.sh"));
        MakeTools();
        if (withDotNet)
            MakeDotNet(Path.Combine(_folder, "fake"));
    }

    public string Root => Path.Combine(_folder, "the repository");

    /// <summary>Outside of the repository: what the pretended <c>dotnet</c> reads and writes.</summary>
    public string Folder => _folder;

    public string Bin => PathOf(".pipeline/bin");

    public int Builds => File.Exists(Path.Combine(_folder, "publish.log")) ? File.ReadLines(Path.Combine(_folder, "publish.log")).Count() : 0;

    /// <summary>How often it was compiled ahead of time, whether that was of use or not.</summary>
    public int NativeBuilds => File.Exists(Path.Combine(_folder, "native.log")) ? File.ReadLines(Path.Combine(_folder, "native.log")).Count() : 0;

    /// <summary>The programs that were compiled ahead of time and are used.</summary>
    public string[] NativePrograms => Directory.Exists(Bin) ? Directory.GetFiles(Bin, "native", SearchOption.AllDirectories) : [];

    public ConcurrentDictionary<string, string?> Variables { get; } = new();

    /// <summary>The shell that runs the script.</summary>
    public string Shell { get; set; } = "sh";

    public string PathOf(string path) => Path.Combine(Root, path);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path)) ?? Root);
        File.WriteAllText(PathOf(path), text + "\n");
    }

    /// <summary>Puts a pretended <c>dotnet</c> into a folder.</summary>
    public static void MakeDotNet(string folder)
    {
        Directory.CreateDirectory(folder);
        MakeProgram(Path.Combine(folder, "dotnet"), FakeDotNet);
    }

    public static void MakeProgram(string path, string text)
    {
        File.WriteAllText(path, text.ReplaceLineEndings("\n") + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public Task<ScriptRun> StartAsync(params string[] words) => StartAsync(_ => { }, words);

    /// <summary>Starts the script and hands out what it writes to standard error, line by line.</summary>
    public Task<ScriptRun> StartAsync(Action<string> line, params string[] words) => ShellAsync(line, Root, [PathOf("build.sh"), .. words]);

    /// <summary>Starts the shell.</summary>
    public async Task<ScriptRun> ShellAsync(Action<string> line, string workingDirectory, IReadOnlyList<string> words)
    {
        var output = new ConcurrentQueue<string>();
        var error = new ConcurrentQueue<string>();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var result = await Cli.Wrap(Path.Combine(_folder, "tools", Shell))
            .WithArguments(words)
            .WithWorkingDirectory(workingDirectory)
            .WithEnvironmentVariables(Environment())
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(output.Enqueue))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(text =>
            {
                error.Enqueue(text);
                line(text);
            }))
            .ExecuteAsync(deadline.Token);
        return new ScriptRun(result.ExitCode, [.. output], string.Join('\n', error));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Dictionary<string, string?> Environment()
    {
        var variables = System.Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name is "CI" or "DOTNET_ROOT" || name.StartsWith("PIPELINE_", StringComparison.Ordinal) || name.StartsWith("FAKE_", StringComparison.Ordinal))
            .ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
        variables["PATH"] = $"{_folder}/fake:{_folder}/tools";
        variables["HOME"] = Path.Combine(_folder, "home");
        variables["FAKE_FOLDER"] = _folder;
        foreach (var (name, value) in Variables)
            variables[name] = value;
        return variables;
    }

    private void MakeTools()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "tools")).FullName;
        Directory.CreateDirectory(Path.Combine(_folder, "home"));
        foreach (var tool in Tools)
        {
            var found = (string[])["/usr/bin/" + tool, "/bin/" + tool, "/usr/local/bin/" + tool];
            if (found.FirstOrDefault(File.Exists) is { } path)
                File.CreateSymbolicLink(Path.Combine(folder, tool), path);
        }
    }
}

/// <summary>How one start of the script ended.</summary>
internal sealed record ScriptRun(int ExitCode, ImmutableArray<string> Output, string Error)
{
    /// <summary>The first line of the sources that the program was made from.</summary>
    public string? Program => Output.FirstOrDefault(line => line.StartsWith("program: ", StringComparison.Ordinal))?["program: ".Length..];

    /// <summary>The words that the program was given.</summary>
    public IEnumerable<string> Words => Output.Where(line => line.StartsWith("word: ", StringComparison.Ordinal)).Select(line => line["word: <".Length..^1]);
}
