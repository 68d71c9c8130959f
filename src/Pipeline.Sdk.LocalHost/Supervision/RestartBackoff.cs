namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>The pause before the next restart: 0.2 s, doubled up to 10 s; a process that ran for 10 s starts the row anew.</summary>
internal sealed class RestartBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private TimeSpan _next = First;

    public TimeSpan After(TimeSpan ran)
    {
        if (ran >= Longest)
            _next = First;
        var pause = _next;
        _next = pause * 2 < Longest ? pause * 2 : Longest;
        return pause;
    }
}
