namespace Pipeline.Sdk.Execution;

/// <summary>How long each stage of ending a run may take.</summary>
internal sealed record CancellationLimits
{
    /// <summary>From the first signal to force; the default is 10 seconds.</summary>
    public TimeSpan ForceAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From force to giving up; the default is 3 seconds.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a program may take to end after it was asked to, by a signal or because its time is over; the default is 10 seconds.</summary>
    public TimeSpan ToolGrace { get; init; } = TimeSpan.FromSeconds(10);
}
