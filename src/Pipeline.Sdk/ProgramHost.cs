using System.Text;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Parameters;

namespace Pipeline.Sdk;

/// <summary>The world a pipeline program runs in: writers, variables, folders, clock. A test hands in another.</summary>
internal sealed record ProgramHost
{
    private readonly TextWriter? _error;
    private readonly TextReader? _input;

    public required TextWriter Output { get; init; }

    // Most runs read nothing and have nothing to complain about, and the console's own reader and writer cost a tenth of a start: they begin
    // to listen to the terminal and its signals, and look up the machine's encodings and cultures.
    public TextWriter Error { get => _error ?? Console.Error; init => _error = value; }

    public TextReader Input { get => _input ?? Console.In; init => _input = value; }

    /// <summary>Whether a person sits in front of it.</summary>
    public required bool IsInteractive { get; init; }

    /// <summary>Whether output goes to a terminal.</summary>
    public required bool IsTerminal { get; init; }

    /// <summary>The repository's root, absolute.</summary>
    public required string Root { get; init; }

    public required TimeProvider Clock { get; init; }

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>Makes what asks for missing values; called only when somebody is asked.</summary>
    public Func<IParameterPrompt> Prompt { get; init; } = static () => TerminalPrompt.Create();

    /// <summary>Hears of every step of a target that is announced before it is done; a test ends the engine there.</summary>
    public Action<string> Checkpoint { get; init; } = _ => { };

    /// <summary>What stands for the build program in the keys of stored results; null for the program itself. A test uses it.</summary>
    public string? Program { get; init; }

    /// <summary>Runs the programs of a step in place of this machine; null for this machine. A test plays them.</summary>
    public Func<Planning.PlanStep, IProcessLog, IProcessRunner>? Programs { get; init; }

    /// <summary>Ends a watch, as a signal does; a test uses it.</summary>
    public CancellationToken Ended { get; init; }

    /// <summary>The pipeline's own folder, absolute.</summary>
    public string StateFolder => Path.Combine(Root, ".pipeline");

    /// <summary>What stands for the build program: equal texts mean equal sources.</summary>
    public string ProgramPrint() => Program ?? Execution.Results.ProgramPrint.Of(AppContext.BaseDirectory);

    public string? Variable(string name) => Variables.TryGetValue(name, out var value) ? value : null;

    /// <summary>The world of this process.</summary>
    public static ProgramHost FromProcess()
    {
        var variables = new ProcessVariables();
        return new ProgramHost
        {
            // Console.Out flushes with every write; the views write many.
            Output = new StreamWriter(RedirectedOutput.Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 4096) { AutoFlush = false },
            IsInteractive = !RedirectedOutput.IsOutputRedirected && !RedirectedOutput.IsInputRedirected,
            IsTerminal = !RedirectedOutput.IsOutputRedirected,
            Root = FindRoot(variables.TryGetValue("PIPELINE_ROOT", out var root) ? root : null),
            Clock = TimeProvider.System,
            Variables = variables,
        };
    }

    // build.sh says where the root is. A program that is started from an editor looks for what marks one.
    private static string FindRoot(string? given)
    {
        if (given is { Length: > 0 })
            return Path.GetFullPath(given);

        var here = Directory.GetCurrentDirectory();
        for (var folder = here; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "build.sh")) || Path.Exists(Path.Combine(folder, ".git")))
                return folder;
        }

        return here;
    }
}
