namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>A running process of an instance: a child of this host, or one adopted from the host before.</summary>
internal sealed class InstanceProcess
{
    private const int Terminate = 15;
    private const int Kill = 9;

    // Neither an adopted process nor a child that the runtime did not start can be awaited; a look costs microseconds.
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan KillTimeout = TimeSpan.FromSeconds(10);
    private readonly TimeProvider _time;

    private InstanceProcess(int id, long startStamp, bool isChild, TimeProvider time)
    {
        Id = id;
        StartStamp = startStamp;
        _time = time;
        Exited = isChild ? WatchChildAsync() : WatchAdoptedAsync();
    }

    public int Id { get; }

    public long StartStamp { get; }

    /// <summary>Completes when the process is gone, with its exit code where the system tells it.</summary>
    public Task<int?> Exited { get; }

    public static InstanceProcess Start(DetachedCommand command, TimeProvider time)
    {
        var process = DetachedProcess.Start(command);
        // Not reaped yet, so it has a stamp even when it ended already; a zombie's is never asked for again.
        return new InstanceProcess(process, ProcessIdentity.StartStamp(process) ?? 0, isChild: true, time);
    }

    public static InstanceProcess? TryAdopt(int process, long startStamp, TimeProvider time) =>
        startStamp != 0 && ProcessIdentity.IsAlive(process, startStamp) ? new InstanceProcess(process, startStamp, isChild: false, time) : null;

    /// <summary>Asks the whole process group to end; after <paramref name="grace"/> the system ends it.</summary>
    /// <returns>False when it had to be killed.</returns>
    public async Task<bool> StopAsync(TimeSpan grace)
    {
        if (Exited.IsCompleted)
            return true;
        _ = NativeMethods.Kill(-Id, Terminate);
        try
        {
            await Exited.WaitAsync(grace, _time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            _ = NativeMethods.Kill(-Id, Kill);
            await Exited.WaitAsync(KillTimeout, _time).ConfigureAwait(false);
            return false;
        }
    }

    private async Task<int?> WatchChildAsync()
    {
        int? exitCode;
        while (!OwnChild.TryReap(Id, out exitCode))
            await Task.Delay(LookInterval, _time).ConfigureAwait(false);
        return exitCode;
    }

    private async Task<int?> WatchAdoptedAsync()
    {
        while (ProcessIdentity.IsAlive(Id, StartStamp))
            await Task.Delay(LookInterval, _time).ConfigureAwait(false);
        // What it left behind would hold its port. Numbers are given out in turn, so this one is not in use again so soon.
        _ = NativeMethods.Kill(-Id, Kill);
        return null;
    }
}
