using System.Runtime.InteropServices;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// Three stages of ending a run: asked to end (first Ctrl-C or SIGTERM), ended by force (a second one, or after a bounded wait), given up on
/// (what ignores both is left behind, and the run is told and recorded without it).
/// </summary>
internal sealed class RunCancellation : IDisposable
{
    private readonly CancellationTokenSource _graceful = new();
    private readonly CancellationTokenSource _forceful = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>Prepares the stages.</summary>
    /// <param name="limits">How long each may take.</param>
    public RunCancellation(CancellationLimits? limits = null) => Limits = limits ?? new CancellationLimits();

    public CancellationLimits Limits { get; }

    public CancellationToken Graceful => _graceful.Token;

    public CancellationToken Forceful => _forceful.Token;

    public CancellationToken GiveUp => _giveUp.Token;

    /// <summary>Listens to Ctrl-C, SIGTERM and SIGHUP until disposed.</summary>
    public void Listen()
    {
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                Signal();
            }));
        }
    }

    /// <summary>One signal: the first asks, the second forces.</summary>
    public void Signal()
    {
        if (_graceful.IsCancellationRequested)
        {
            // A third signal must not put off the end.
            if (_forceful.IsCancellationRequested)
                return;

            _giveUp.CancelAfter(Limits.GiveUpAfter);
            _forceful.Cancel();
            return;
        }

        _forceful.CancelAfter(Limits.ForceAfter);
        _giveUp.CancelAfter(Limits.ForceAfter + Limits.GiveUpAfter);
        _graceful.Cancel();
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _graceful.Dispose();
        _forceful.Dispose();
        _giveUp.Dispose();
    }
}
