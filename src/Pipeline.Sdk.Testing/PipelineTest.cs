using System.Collections.Immutable;
using System.Text.Json;
using Pipeline.Sdk.History;

namespace Pipeline.Sdk.Testing;

/// <summary>
/// A pipeline in a world of its own: a temporary folder for a repository, programs that are only played, variables, parameters, git state and CI system as the
/// test says. Nothing of the machine is seen and no program is started. The same test can plan and run often; files and recorded runs stay between. Targets run one
/// at a time, in the order of the plan.
/// </summary>
public sealed class PipelineTest : IDisposable
{
    private readonly Action<PipelineBuilder> _define;
    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-test-").FullName;
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];
    private readonly FakePrograms _programs = new();

    /// <summary>Prepares the world.</summary>
    /// <param name="define">Defines the pipeline; called anew for every plan and run.</param>
    public PipelineTest(Action<PipelineBuilder> define)
    {
        ArgumentNullException.ThrowIfNull(define);
        _define = define;
        Directory.CreateDirectory(Root);
    }

    /// <summary>The repository's root, absolute.</summary>
    public string Root => Path.Combine(_folder, "repository");

    /// <summary>The clock of the pipeline; the system's by default. Retries, time limits, windows and soak times go by it.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>What stands for the build program in the keys of stored results. Another text is another program.</summary>
    public string BuildProgram { get; set; } = "under test";

    /// <summary>What a person types when a confirmation is asked for; null, the default, is nobody there.</summary>
    public string? Answer { get; set; }

    /// <summary>Every file below the root but the pipeline's own and git's, with its text, by its path relative to the root.</summary>
    public ImmutableSortedDictionary<string, string> Files =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(path => (Name: Path.GetRelativePath(Root, path).Replace('\\', '/'), Path: path))
            .Where(file => !file.Name.StartsWith(".pipeline/", StringComparison.Ordinal) && !file.Name.StartsWith(".git/", StringComparison.Ordinal))
            .ToImmutableSortedDictionary(file => file.Name, file => System.IO.File.ReadAllText(file.Path), StringComparer.Ordinal);

    /// <summary>Writes a file of the repository.</summary>
    /// <param name="path">Its path, relative to the root.</param>
    /// <param name="text">Its text.</param>
    public PipelineTest File(string path, string text)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? Root);
        System.IO.File.WriteAllText(file, text);
        return this;
    }

    /// <summary>Plays a program, which always answers the same.</summary>
    /// <param name="name">Its name without a folder: <c>dotnet</c>.</param>
    /// <param name="answer">What it does.</param>
    public PipelineTest Program(string name, ProgramAnswer answer) => Program(name, _ => answer);

    /// <summary>Plays a program.</summary>
    /// <param name="name">Its name without a folder: <c>dotnet</c>.</param>
    /// <param name="answer">What it does; it may write files that the program would write.</param>
    public PipelineTest Program(string name, Func<ProgramCall, ProgramAnswer> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        _programs.Add(name, answer);
        return this;
    }

    /// <summary>Sets an environment variable that the pipeline reads. No other is there.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="value">Its value.</param>
    public PipelineTest Variable(string name, string value)
    {
        _variables[name] = value;
        return this;
    }

    /// <summary>Gives a parameter on the command line of every plan and run; a secret takes its variable instead.</summary>
    /// <param name="name">The parameter, without dashes.</param>
    /// <param name="value">Its value as text.</param>
    public PipelineTest Parameter(string name, string value)
    {
        _words.AddRange(["--" + name, value]);
        return this;
    }

    /// <summary>Makes the repository a checkout.</summary>
    /// <param name="branch">The branch, without <c>refs/heads/</c>.</param>
    /// <param name="commit">The commit, 40 hexadecimal digits.</param>
    public PipelineTest Git(string branch, string commit) =>
        File(".git/HEAD", $"ref: refs/heads/{branch}\n").File($".git/refs/heads/{branch}", commit + "\n");

    /// <summary>Lets the pipeline believe to run in a CI system.</summary>
    /// <param name="host">Which one.</param>
    /// <param name="branch">The branch that it builds.</param>
    public PipelineTest On(TestedHost host, string branch = "main") => host switch
    {
        TestedHost.GitHubActions => Variable("GITHUB_ACTIONS", "true").Variable("GITHUB_REF_TYPE", "branch").Variable("GITHUB_REF_NAME", branch).Variable("GITHUB_ACTOR", "somebody").Variable("RUNNER_ENVIRONMENT", "github-hosted"),
        TestedHost.AzurePipelines => Variable("TF_BUILD", "True").Variable("BUILD_SOURCEBRANCH", "refs/heads/" + branch).Variable("BUILD_SOURCEBRANCHNAME", branch).Variable("BUILD_REQUESTEDFOR", "somebody"),
        _ => this,
    };

    /// <summary>Plans, and runs nothing.</summary>
    /// <param name="words">The command line: targets and options.</param>
    public TestedPlan Plan(params string[] words)
    {
        var (exitCode, output, errors) = Start([.. words, "--plan", "--format", "json"]);
        return new TestedPlan { ExitCode = exitCode, Errors = errors, Targets = exitCode == 0 ? Planned(output) : [] };
    }

    /// <summary>Runs.</summary>
    /// <param name="words">The command line: targets and options.</param>
    public TestedRun Run(params string[] words)
    {
        _programs.Calls.Clear();
        var before = Runs();
        var (exitCode, output, errors) = Start([.. words, "--parallel", "1"]);
        var run = Runs().Except(before, StringComparer.Ordinal).SingleOrDefault();
        return new TestedRun
        {
            ExitCode = exitCode,
            Output = output,
            Errors = errors,
            Commands = [.. _programs.Calls],
            Targets = run is null ? [] : [.. RunRecordReader.Read(run).Steps.Select(Ran)],
        };
    }

    /// <summary>Removes the folder.</summary>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (int ExitCode, string Output, string Errors) Start(string[] words)
    {
        var build = PipelineBuilder.Create([.. words, .. _words]);
        _define(build);
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var exitCode = new PipelineProgram(build, Host(output, errors)).Run();
        return (exitCode, output.ToString(), errors.ToString());
    }

    private ProgramHost Host(TextWriter output, TextWriter errors) => new()
    {
        Output = output,
        Error = errors,
        Input = new StringReader(Answer ?? ""),
        IsInteractive = Answer is not null,
        IsTerminal = false,
        Root = Root,
        Clock = Clock,
        Program = BuildProgram,
        Programs = (step, log) => _programs.For(step.Name, log),
        Prompt = () => throw new InvalidOperationException("A test gives every value itself: test.Parameter(…), or test.Variable(…) for a secret."),

        // A person's own folders are no part of a test.
        Variables = new Dictionary<string, string>(_variables, StringComparer.Ordinal)
        {
            ["PIPELINE_STATE_HOME"] = Path.Combine(_folder, "state"),
            ["XDG_CONFIG_HOME"] = Path.Combine(_folder, "config"),
        },
    };

    private string[] Runs()
    {
        var folder = Path.Combine(Root, ".pipeline", "runs");
        return Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
    }

    private static ImmutableArray<PlannedTarget> Planned(string json)
    {
        using var plan = JsonDocument.Parse(json);
        return [.. plan.RootElement.GetProperty("steps").EnumerateArray().Select(step => new PlannedTarget(step.GetProperty("target").GetString() ?? "", step.GetProperty("action").GetString() ?? "", step.GetProperty("reason").GetString() ?? ""))];
    }

    private static RanTarget Ran(RecordedStep step) => new()
    {
        Name = step.Target,
        Outcome = step.Outcome,
        Reason = step.Reason,
        Code = step.Code,
        Attempts = step.Attempts,
        Annotations = step.Annotations,
        Artifacts = step.Artifacts,
    };
}
