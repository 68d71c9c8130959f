namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>One process of a slot and what is known of it. Its loop alone starts and watches the process; others read.</summary>
internal sealed class Instance : IDisposable
{
    private const int MostUnanswered = 3;
    private readonly SupervisionTools _tools;
    private readonly Slot _slot;
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;
    private volatile InstanceProcess? _process;
    private int _state = (int)InstanceState.Starting;
    private int _inFlight;
    private int _unanswered;

    public Instance(string id, int port, Slot slot, SupervisionTools tools)
    {
        (Id, Port, _slot, _tools) = (id, port, slot, tools);
        Address = $"http://127.0.0.1:{port}";
        StartedAt = tools.Time.GetUtcNow();
    }

    public string Id { get; }

    public int Port { get; }

    public string Address { get; }

    public string LogPath => _tools.Launcher.LogPath(Id);

    public InstanceState State => (InstanceState)Volatile.Read(ref _state);

    /// <summary>Requests that the router has under way on this instance.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    public InstanceProcess? Process => _process;

    public DateTimeOffset StartedAt { get; set; }

    public int Restarts { get; set; }

    public int? ExitCode { get; private set; }

    public string? LastProbe { get; private set; }

    /// <summary>Why the limits of its slot are not in effect, or null.</summary>
    public string? LimitProblem { get; private set; }

    /// <summary>Set when the instance says that it is another release.</summary>
    public string? WrongVersion { get; private set; }

    public void Enter() => Interlocked.Increment(ref _inFlight);

    public void Leave() => Interlocked.Decrement(ref _inFlight);

    /// <summary>Starts the process now, so that its number can be written down, and looks after it from then on.</summary>
    /// <param name="trace">The span that ordered it, which this process alone is told.</param>
    public void Launch(TraceContext? trace)
    {
        try
        {
            _process = _tools.Launcher.Launch(Id, Port, _slot.Spec, trace);
            Limit(_process);
        }
        catch (LocalHostException exception)
        {
            Fail(exception);
        }

        Supervise(trace);
    }

    /// <summary>Looks after a process that runs already, or starts a missing one in the background.</summary>
    public void Adopt(InstanceProcess? process)
    {
        _process = process;
        if (process is null)
            Set(InstanceState.Exited);
        Supervise(trace: null);
    }

    /// <summary>The router got an answer, or none. Three in a row without one take the instance out of rotation, until a probe succeeds.</summary>
    public void ReportOutcome(bool answered)
    {
        if (answered)
            Volatile.Write(ref _unanswered, 0);
        else if (Interlocked.Increment(ref _unanswered) >= MostUnanswered)
            ReportUnreachable("requests were not answered");
    }

    /// <summary>The router could not connect: out of rotation until a probe succeeds.</summary>
    public void ReportUnreachable(string seen = "connection refused")
    {
        if (Interlocked.CompareExchange(ref _state, (int)InstanceState.Unhealthy, (int)InstanceState.Healthy) == (int)InstanceState.Healthy)
        {
            LastProbe = seen;
            _slot.Changed.Raise();
        }
    }

    public async Task StopAsync(TimeSpan grace)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Set(InstanceState.Stopping);
        await _loop.ConfigureAwait(false);
        // Again: the loop may have been in the middle of a probe.
        Set(InstanceState.Stopping);
        if (_process is { } process && !await process.StopAsync(grace).ConfigureAwait(false))
            _tools.Log.Warning("instance-killed", ("instance", Id), ("grace", grace));
        if (_slot.Spec.Limits is not null)
            ControlGroup.Remove(Id);
    }

    public void Dispose() => _stop.Dispose();

    private void Supervise(TraceContext? trace) => _loop = SuperviseAsync(trace, _stop.Token);

    private async Task SuperviseAsync(TraceContext? trace, CancellationToken stop)
    {
        // Nobody waits for this loop before the stop: whatever happens in it must be told here.
        try
        {
            await Task.Yield();
            var backoff = new RestartBackoff();
            var isFirst = true;
            while (true)
            {
                var started = _tools.Time.GetTimestamp();
                if (_process is { } process)
                    await WatchAsync(process, trace, stop).ConfigureAwait(false);
                await WhileCandidateAsync(stop).ConfigureAwait(false);
                // A process that was found missing after a restart of the host is not at fault: no pause.
                if (_process is not null || !isFirst)
                    await Task.Delay(backoff.After(_tools.Time.GetElapsedTime(started)), _tools.Time, stop).ConfigureAwait(false);
                (isFirst, trace) = (false, null);
                await RestartAsync(stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The stop goes on in StopAsync.
        }
        catch (Exception exception)
        {
            _tools.Log.Error("supervision-failed", exception, ("instance", Id));
        }
    }

    // A candidate is judged, not nursed; it may become live all the same when its end and a switch cross.
    private async Task WhileCandidateAsync(CancellationToken stop)
    {
        while (true)
        {
            var changed = _slot.Changed.Next;
            if (_slot.IsKept)
                return;
            await changed.WaitAsync(stop).ConfigureAwait(false);
        }
    }

    private async Task RestartAsync(CancellationToken stop)
    {
        Restarts++;
        _process = null;
        try
        {
            await FolderDigest.VerifyAsync(_slot.Spec, stop).ConfigureAwait(false);
            _process = _tools.Launcher.Launch(Id, Port, _slot.Spec, trace: null);
            Limit(_process);
            StartedAt = _tools.Time.GetUtcNow();
            Set(InstanceState.Starting);
            _tools.Log.Info("instance-restarted", ("instance", Id), ("pid", _process.Id), ("restarts", Restarts));
            await _tools.Save(stop).ConfigureAwait(false);
        }
        catch (LocalHostException exception)
        {
            Fail(exception);
        }
        catch (IOException exception)
        {
            // A full disk: the process serves all the same, and the next host finds it by its mark.
            _tools.Log.Error("state-not-saved", exception, ("instance", Id));
        }
    }

    private async Task WatchAsync(InstanceProcess process, TraceContext? trace, CancellationToken stop)
    {
        var watch = new ProbeWatch(_slot.Spec, _tools.Probe, trace);
        while (!process.Exited.IsCompleted)
        {
            var result = await watch.NextAsync(Port, State, stop).ConfigureAwait(false);
            (LastProbe, WrongVersion) = (result.LastProbe ?? LastProbe, result.WrongVersion);
            Set(result.State);
            await Task.WhenAny(process.Exited, Task.Delay(watch.Pause(State), _tools.Time, stop)).ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();
        }

        ExitCode = await process.Exited.ConfigureAwait(false);
        Set(InstanceState.Exited);
        _tools.Log.Warning("instance-ended", ("instance", Id), ("pid", process.Id), ("exit", ExitCode));
    }

    private void Limit(InstanceProcess process)
    {
        if (_slot.Spec.Limits is not { } limits)
            return;
        LimitProblem = ControlGroup.Apply(process.Id, Id, limits);
        if (LimitProblem is not null)
            _tools.Log.Warning("limits-not-applied", ("instance", Id), ("reason", LimitProblem));
    }

    private void Fail(LocalHostException exception)
    {
        LastProbe = exception.Message;
        Set(InstanceState.Exited);
        _tools.Log.Error(new HostError(exception.Code, exception.Message));
    }

    private void Set(InstanceState state)
    {
        var before = (InstanceState)Interlocked.Exchange(ref _state, (int)state);
        if (before != state || WrongVersion is not null)
            _slot.Changed.Raise();
        if (before != state && (before, state) is not (InstanceState.Starting, InstanceState.Exited))
            _tools.Log.Info("instance-state", ("instance", Id), ("state", state), ("probe", state == InstanceState.Unhealthy ? LastProbe : null));
    }
}
