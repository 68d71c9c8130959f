namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>Wakes everybody who waits for "something changed". Take <see cref="Next"/> before looking, so that no change is missed.</summary>
internal sealed class ChangeSignal
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise() =>
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
