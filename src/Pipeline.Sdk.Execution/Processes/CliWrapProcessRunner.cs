using System.ComponentModel;
using System.Diagnostics;
using CliWrap;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>Runs external programs for one step, or for the pipeline itself: output streamed to its log, secrets kept from their environment, the whole tree ended on cancellation.</summary>
internal sealed class CliWrapProcessRunner : IProcessRunner
{
    private readonly PlanStep? _step;
    private readonly string _root;
    private readonly IProcessLog _log;
    private readonly SecretMasker _masker;
    private readonly ChildEnvironment _environment;
    private readonly TimeSpan _grace;
    private readonly CancellationToken _forceful;

    /// <summary>Creates the runner.</summary>
    /// <param name="step">The step, for messages; null for the pipeline itself.</param>
    /// <param name="root">The repository's root, absolute.</param>
    /// <param name="log">Where output goes.</param>
    /// <param name="masker">Masks command lines in messages.</param>
    /// <param name="environment">What programs inherit.</param>
    /// <param name="grace">How long a program may take to end after it was asked to.</param>
    /// <param name="forceful">Ends programs at once.</param>
    public CliWrapProcessRunner(
        PlanStep? step,
        string root,
        IProcessLog log,
        SecretMasker masker,
        ChildEnvironment environment,
        TimeSpan grace,
        CancellationToken forceful)
    {
        _step = step;
        _root = root;
        _log = log;
        _masker = masker;
        _environment = environment;
        _grace = grace;
        _forceful = forceful;
    }

    private string DeclaredBy => _step is null ? "the pipeline itself" : $"target '{_step.Name}' ({_step.Target.Definition.Source})";

    public async Task<ToolResult> RunAsync(ToolCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        cancellationToken.ThrowIfCancellationRequested();
        var folder = Path.GetFullPath(command.WorkingDirectory, _root);
        if (!Directory.Exists(folder))
            throw ProcessErrors.MissingFolder(command, folder, DeclaredBy);

        var (output, error, recent) = (new TailBuffer(), new TailBuffer(), new RecentLines());
        var name = ToolFile.Resolve(command.Name, folder, _root);
        using var kill = CancellationTokenSource.CreateLinkedTokenSource(_forceful);
        var wrapped = Wrap(command, name, folder).WithStandardOutputPipe(Lines(output)).WithStandardErrorPipe(Lines(error));
        var started = Stopwatch.GetTimestamp();
        var commandLine = _masker.Mask(command.ToString());
        _log.Detail("$ " + commandLine);
        int? exitCode = null;
        try
        {
            exitCode = await RunAsync(wrapped, command, kill, cancellationToken).ConfigureAwait(false);
        }
        catch (Win32Exception unstarted)
        {
            throw StartFailure.Of(command, name, commandLine, DeclaredBy, unstarted);
        }
        finally
        {
            _log.Command(commandLine, exitCode, Stopwatch.GetElapsedTime(started), command.Name);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (exitCode is null)
            throw ProcessErrors.TimedOut(command, commandLine, command.Timeout.GetValueOrDefault(), recent.Text(_masker));
        if (exitCode != 0 && command.MustSucceed)
            throw ProcessErrors.NonZeroExit(command, commandLine, exitCode.Value, recent.Text(_masker));

        return new ToolResult(exitCode.Value, output.ToString(), error.ToString(), Stopwatch.GetElapsedTime(started));

        OutputPipe Lines(TailBuffer buffer) => new(new OutputText(_masker, buffer, line =>
        {
            recent.Add(line);
            if (command.ShowsOutput)
                _log.Output(line);
            else
                _log.Detail(line);
        }));
    }

#pragma warning disable RS0030 // This is the one place that starts programs.
    private Command Wrap(ToolCommand command, string name, string folder) => Cli.Wrap(name)
#pragma warning restore RS0030
        .WithArguments(command.Arguments)
        .WithWorkingDirectory(folder)
        .WithEnvironmentVariables(_environment.For(command))
        .WithStandardInputPipe(command.StandardInput is { } text ? PipeSource.FromString(text) : PipeSource.Null)
        .WithValidation(CommandResultValidation.None);

    // Null when its time was over.
    private async Task<int?> RunAsync(Command wrapped, ToolCommand command, CancellationTokenSource kill, CancellationToken cancellationToken)
    {
        var execution = wrapped.ExecuteAsync(kill.Token, CancellationToken.None);
        using var timeout = new CancellationTokenSource(command.Timeout ?? Timeout.InfiniteTimeSpan);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        ProcessTree? tree = null;
        using var terminate = new CancellationTokenSource();
        var registration = end.Token.Register(() =>
        {
            // The tree is asked as a whole, as a terminal does: a shell that is asked alone leaves its child behind.
            tree = ProcessTree.Interrupt(execution.ProcessId);
            kill.CancelAfter(_grace);
            terminate.CancelAfter(_grace / 2);
        });

        // Children in the background of a script are deaf to SIGINT; most that are heed SIGTERM and may still clean up.
        var termination = terminate.Token.Register(() => tree = tree?.Terminate());

        try
        {
            var result = await execution.Task.ConfigureAwait(false);
            if (!timeout.IsCancellationRequested)
                return result.ExitCode;
        }
        catch (OperationCanceledException) when (!timeout.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken.IsCancellationRequested ? cancellationToken : _forceful);
        }
        catch (OperationCanceledException)
        {
            // The time limit is told by the caller.
        }
        finally
        {
            // A program may end while its tree is still being asked: only then is it known who is left.
            await registration.DisposeAsync().ConfigureAwait(false);
            await termination.DisposeAsync().ConfigureAwait(false);
            tree?.Kill();
        }

        return null;
    }
}
