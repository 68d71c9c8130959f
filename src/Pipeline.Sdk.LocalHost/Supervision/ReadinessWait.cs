namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>Waits for the verdict on a slot.</summary>
internal sealed class ReadinessWait(ServiceRegistry registry, TimeProvider time)
{
    /// <exception cref="LocalHostException">There is no such slot.</exception>
    public async Task<Readiness> WaitAsync(string serviceName, string slotId, CancellationToken cancellationToken)
    {
        var slot = registry.Get(serviceName).Get(slotId);
        var started = time.GetTimestamp();
        // A candidate's time runs from its start; what serves already gets its time anew.
        var deadline = (slot.Role == SlotRole.Candidate ? slot.StartedAt : time.GetUtcNow()) + slot.Spec.Health.Deadline;
        while (true)
        {
            var changed = slot.Changed.Next;
            var left = deadline - time.GetUtcNow();
            if (ReadinessJudge.Judge(slot, isLate: left <= TimeSpan.Zero) is { } verdict)
                return verdict with { Elapsed = time.GetElapsedTime(started) };
            try
            {
                await changed.WaitAsync(left, time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // Judged as late in the next turn.
            }
        }
    }
}
