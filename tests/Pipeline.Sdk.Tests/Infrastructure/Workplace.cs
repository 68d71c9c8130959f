using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pipeline.Sdk.Parameters;

namespace Pipeline.Sdk.Tests;

/// <summary>A repository in a temporary folder in which pipeline programs are started inside of this process. Removed at the end.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-sdk-").FullName;

    public Workplace() => Directory.CreateDirectory(Root);

    public string Root => Path.Combine(_folder, "repository");

    /// <summary>What targets wrote here, in the order of running.</summary>
    public ConcurrentQueue<string> Ran { get; } = new();

    public ImmutableDictionary<string, string> Variables { get; set; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What a person types, or null when there is no person.</summary>
    public string? Answer { get; set; }

    /// <summary>What asks for missing values, or null where nothing may ask.</summary>
    public IParameterPrompt? Prompt { get; set; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What stands for the build program: another text is another program.</summary>
    public string Program { get; set; } = "program 1";

    /// <summary>A path outside of the repository, gone with it.</summary>
    public string Outside(string path) => Path.Combine(_folder, path);

    public string PathOf(string path) => Path.Combine(Root, path);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path)) ?? Root);
        File.WriteAllText(PathOf(path), text);
    }

    /// <summary>Every file below the root but the pipeline's own, with its text.</summary>
    public ImmutableSortedDictionary<string, string> Files() =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(path => (Name: Path.GetRelativePath(Root, path), path))
            .Where(file => !file.Name.StartsWith(".pipeline", StringComparison.Ordinal))
            .ToImmutableSortedDictionary(file => file.Name, file => File.ReadAllText(file.path), StringComparer.Ordinal);

    /// <summary>A target's work that only says that it ran.</summary>
    public Action<RunContext> Works() => run => Ran.Enqueue(run.Target);

    public Outcome Run(Action<PipelineBuilder> define, params string[] arguments) => Watch(define, arguments, CancellationToken.None);

    /// <summary>The token ends a watch.</summary>
    public Outcome Watch(Action<PipelineBuilder> define, string[] arguments, CancellationToken end)
    {
        var build = PipelineBuilder.Create(arguments);
        define(build);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = new PipelineProgram(build, Host(output, error) with { Ended = end }).Run();
        return new Outcome(exitCode, output.ToString(), error.ToString());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ProgramHost Host(TextWriter output, TextWriter error) => new()
    {
        Output = output,
        Error = error,
        Input = new StringReader(Answer ?? ""),
        IsInteractive = Answer is not null,
        IsTerminal = false,
        Root = Root,
        Clock = Clock,
        Program = Program,
        Prompt = () => Prompt ?? throw new InvalidOperationException("Nothing may ask here."),

        // The user's own folders are no part of a test.
        Variables = Variables.SetItem("PIPELINE_STATE_HOME", Outside("state")).SetItem("XDG_CONFIG_HOME", Outside("config")),
    };
}
