namespace Pipeline.Sdk;

/// <summary>What a target's work may use: programs, a log, a clock, folders. Values come as the lambda's other parameters, never from here.</summary>
public sealed class RunContext
{
    /// <summary>The target that runs.</summary>
    public required string Target { get; init; }

    /// <summary>The repository's root, absolute.</summary>
    public required string Root { get; init; }

    /// <summary>A folder for this pipeline's own files, absolute: <c>.pipeline</c> in the root.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Facts of the whole run.</summary>
    public required RunFacts Run { get; init; }

    /// <summary>Where to write.</summary>
    public required IRunLog Log { get; init; }

    /// <summary>Runs external programs.</summary>
    public required IProcessRunner Processes { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Ends when the run is cancelled.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>Where the environments of this checkout keep what must outlive it, absolute. Few targets ask, and finding out costs a start-up's tenth.</summary>
    internal Func<string> StateHome { get; init; } = () => "";

    /// <summary>The folder that the running build program lies in, absolute.</summary>
    internal string ProgramFolder { get; init; } = "";

    /// <summary>Takes work for after the run: it is handed the path of the finished run record. It must be short, and its failure is only a warning.</summary>
    internal Action<Func<string, CancellationToken, Task>> AfterRun { get; init; } = _ => { };

    /// <summary>An environment variable that the pipeline itself reads, or null.</summary>
    internal Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>The run's parameters as text, without secrets.</summary>
    internal Func<IReadOnlyDictionary<string, string>> Parameters { get; init; } = () => System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Takes secrets out of a text that a target keeps somewhere itself.</summary>
    internal Func<string, string> Mask { get; init; } = text => text;

    /// <summary>The variables of the selected environment, for targets that said that they read them.</summary>
    internal Func<IReadOnlyDictionary<string, string>> EnvironmentVariables { get; init; } = () => System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Hears of every step of a target that is announced before it is done; a test ends the engine there.</summary>
    internal Action<string> Checkpoint { get; init; } = _ => { };

    /// <summary>
    /// The folder of an environment on this machine, absolute: releases, databases, journal and the local host's state. It lies outside of the
    /// checkout, because <c>git clean</c> is part of every CI job.
    /// </summary>
    /// <param name="environment">The environment.</param>
    public string EnvironmentFolder(DeploymentEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return System.IO.Path.Combine(StateHome(), environment.Name);
    }

    /// <summary>Runs an external program in the repository's root, its output streamed to the log.</summary>
    /// <param name="name">The program.</param>
    /// <param name="arguments">Its arguments, each passed as it is.</param>
    /// <exception cref="StepFailedException">It was not found or gave an exit code other than 0.</exception>
    public Task<ToolResult> Tool(string name, params string[] arguments) =>
        Processes.RunAsync(new ToolCommand(name, [.. arguments]), CancellationToken);

    /// <summary>Runs an external program.</summary>
    /// <param name="command">What to run and how.</param>
    /// <exception cref="StepFailedException">It was not found, took too long, or gave an exit code other than 0.</exception>
    public Task<ToolResult> Tool(ToolCommand command) => Processes.RunAsync(command, CancellationToken);

    /// <summary>The absolute form of a path that may be relative to the root.</summary>
    /// <param name="path">An absolute path, or one relative to the repository's root.</param>
    public string PathOf(string path) => System.IO.Path.GetFullPath(path, Root);
}
