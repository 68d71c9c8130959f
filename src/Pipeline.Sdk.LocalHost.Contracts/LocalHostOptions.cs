namespace Pipeline.Sdk.LocalHost;

/// <summary>How to start the host where none runs.</summary>
public sealed record LocalHostOptions
{
    /// <summary>The program's file inside <see cref="ProgramFolder"/>.</summary>
    public const string ProgramFile = "Pipeline.Sdk.LocalHost.dll";

    /// <summary>
    /// Folder that holds <see cref="ProgramFile"/> and all it needs. It is copied into the state folder and run from there, because
    /// <c>git clean</c> would pull its files away from a process that outlives the checkout.
    /// </summary>
    public required string ProgramFolder { get; init; }

    /// <summary>
    /// Keeps the variables by which CI runners find and end what a job left behind (<c>RUNNER_TRACKING_ID</c>,
    /// <c>VSTS_PROCESS_LOOKUP_ID</c>, <c>JENKINS_NODE_COOKIE</c>); the default is false, because the host must outlive the job.
    /// </summary>
    public bool KeepCiTracking { get; init; }

    /// <summary>
    /// Starts a host that a signal ended again, after 0.1 s: a shell that waits for it. The default is false. A host that ends by itself stays ended.
    /// </summary>
    public bool IsGuarded { get; init; }

    /// <summary>How long the host may take until it answers; the default is 15 s.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
