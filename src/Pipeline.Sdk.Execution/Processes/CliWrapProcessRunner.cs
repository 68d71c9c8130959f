using System.ComponentModel;
using System.Diagnostics;
using CliWrap;

namespace Pipeline.Sdk.Execution;

/// <summary>Runs external programs for one step: output streamed to its log, secrets kept from their environment, the whole tree ended on cancellation.</summary>
internal sealed class CliWrapProcessRunner : IProcessRunner
{
    private readonly string _target;
    private readonly string _root;
    private readonly StepLog _log;
    private readonly SecretMasker _masker;
    private readonly IReadOnlyList<string> _secretVariables;
    private readonly TimeSpan _grace;
    private readonly CancellationToken _forceful;

    /// <summary>Creates the runner of one step.</summary>
    /// <param name="target">The target's name, for messages.</param>
    /// <param name="root">The repository's root, absolute.</param>
    /// <param name="log">Where output goes.</param>
    /// <param name="masker">Masks command lines in messages.</param>
    /// <param name="secretVariables">Variables that no program inherits.</param>
    /// <param name="grace">How long a program may take to end after it was asked to.</param>
    /// <param name="forceful">Ends programs at once.</param>
    public CliWrapProcessRunner(
        string target,
        string root,
        StepLog log,
        SecretMasker masker,
        IReadOnlyList<string> secretVariables,
        TimeSpan grace,
        CancellationToken forceful)
    {
        _target = target;
        _root = root;
        _log = log;
        _masker = masker;
        _secretVariables = secretVariables;
        _grace = grace;
        _forceful = forceful;
    }

    public async Task<ToolResult> RunAsync(ToolCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        cancellationToken.ThrowIfCancellationRequested();
        var folder = Path.GetFullPath(command.WorkingDirectory, _root);
        if (!Directory.Exists(folder))
            throw ProcessErrors.MissingFolder(command, folder);

        var (output, error) = (new TailBuffer(), new TailBuffer());
        var (recent, gate) = (new Queue<string>(), new Lock());
        using var kill = CancellationTokenSource.CreateLinkedTokenSource(_forceful);
        var wrapped = Wrap(command, folder).WithStandardOutputPipe(Lines(output)).WithStandardErrorPipe(Lines(error));
        var started = Stopwatch.GetTimestamp();
        _log.Detail("$ " + command);
        int? exitCode = null;
        try
        {
            exitCode = await RunAsync(wrapped, command, kill, cancellationToken).ConfigureAwait(false);
        }
        catch (Win32Exception missing)
        {
            throw ProcessErrors.NotFound(command, _target, missing);
        }
        finally
        {
            _log.Command(command.ToString(), exitCode, Stopwatch.GetElapsedTime(started));
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (exitCode != 0 && command.MustSucceed)
            throw ProcessErrors.NonZeroExit(command, _masker.Mask(command.ToString()), exitCode.Value, command.ShowsOutput ? "" : string.Join('\n', recent));

        return new ToolResult(exitCode.Value, output.ToString(), error.ToString(), Stopwatch.GetElapsedTime(started));

        PipeTarget Lines(TailBuffer buffer) => PipeTarget.ToDelegate(line =>
        {
            lock (gate)
            {
                buffer.AppendLine(line);
                recent.Enqueue(line);
                if (recent.Count > 20)
                    recent.Dequeue();
            }

            if (command.ShowsOutput)
                _log.Info(line);
            else
                _log.Detail(line);
        });
    }

    private Command Wrap(ToolCommand command, string folder)
    {
        var variables = new Dictionary<string, string?>(command.Variables);
        foreach (var secret in _secretVariables)
            variables.TryAdd(secret, null);

        return Cli.Wrap(command.Name)
            .WithArguments(command.Arguments)
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(variables)
            .WithStandardInputPipe(command.StandardInput is { } text ? PipeSource.FromString(text) : PipeSource.Null)
            .WithValidation(CommandResultValidation.None);
    }

    private async Task<int> RunAsync(Command wrapped, ToolCommand command, CancellationTokenSource kill, CancellationToken cancellationToken)
    {
        var execution = wrapped.ExecuteAsync(kill.Token, CancellationToken.None);
        using var timeout = new CancellationTokenSource(command.Timeout ?? Timeout.InfiniteTimeSpan);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        ProcessTree? tree = null;
        var registration = end.Token.Register(() =>
        {
            // The tree is asked as a whole, as a terminal does: a shell that is asked alone leaves its child behind.
            tree = ProcessTree.Interrupt(execution.ProcessId);
            kill.CancelAfter(_grace);
        });

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
            // The time limit is told below.
        }
        finally
        {
            // A program may end while its tree is still being asked: only then is it known who is left.
            await registration.DisposeAsync().ConfigureAwait(false);
            tree?.Kill();
        }

        throw ProcessErrors.TimedOut(command, _masker.Mask(command.ToString()), command.Timeout.GetValueOrDefault());
    }
}
