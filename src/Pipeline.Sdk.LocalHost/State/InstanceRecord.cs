namespace Pipeline.Sdk.LocalHost.State;

/// <summary>An instance and its process; a process number of 0 says that it was about to be started.</summary>
internal sealed record InstanceRecord
{
    public required string Id { get; init; }

    public required int Port { get; init; }

    public required int ProcessId { get; init; }

    /// <summary>See <see cref="ProcessIdentity.StartStamp"/>.</summary>
    public required long StartStamp { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required int Restarts { get; init; }
}
