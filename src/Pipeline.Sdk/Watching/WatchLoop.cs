using System.Runtime.InteropServices;
using Pipeline.Sdk.Bootstrap;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk.Watching;

/// <summary>Runs, waits for a change, runs again. A change during a run is seen after it.</summary>
internal sealed class WatchLoop
{
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(300);

    private readonly ProgramHost _host;
    private readonly GitIgnore _ignore;
    private volatile bool _isWaiting;

    public WatchLoop(ProgramHost host, PipelineDefinition definition)
    {
        _host = host;

        // Values are bound by each run for itself, and git is asked about names only: there is nothing to mask.
        _ignore = new GitIgnore(host.Root, new OwnPrograms(host.Root, definition.Parameters, new SecretMasker([])));
    }

    /// <summary>Goes on until it is ended by a signal or the run is cancelled.</summary>
    /// <param name="run">Runs once and gives the exit code.</param>
    /// <returns>The last run's exit code; <see cref="InputCheck.StaleExitCode"/> when the program itself has to be built anew.</returns>
    public int Run(Func<int> run)
    {
        using var watcher = new ChangeWatcher(_host.Root, _ignore);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_host.Ended);

        // While it waits, a signal ends the watch and not a run: that has its own.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        for (var isFirst = true; ; isFirst = false)
        {
            // A command line that is wrong does not mend itself; a file that is wrong now may be right after the next change.
            _isWaiting = false;
            var exitCode = run();
            _isWaiting = true;
            if (exitCode == ExitCodes.Cancelled || _host.Ended.IsCancellationRequested || (isFirst && exitCode == ExitCodes.Usage))
                return exitCode;

            _host.Output.WriteLine("Waiting for changes; Ctrl-C ends.");
            _host.Output.Flush();
            var changed = watcher.Wait(_quiet, end.Token);
            if (changed.Count == 0)
                return exitCode;

            _host.Output.WriteLine($"Changed: {string.Join(", ", changed.Take(5))}{(changed.Count > 5 ? $" and {changed.Count - 5} others" : "")}");
            var bin = Path.Combine(_host.Root, ".pipeline", "bin");
            if (File.Exists(Path.Combine(bin, "inputs")) && InputCheck.IsStale(bin, _host.Root))
                return InputCheck.StaleExitCode;
        }

        void End(PosixSignalContext context)
        {
            if (!_isWaiting)
                return;

            context.Cancel = true;
            end.Cancel();
        }
    }
}
