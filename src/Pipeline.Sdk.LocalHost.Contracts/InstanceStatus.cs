namespace Pipeline.Sdk.LocalHost;

/// <summary>One process of a slot.</summary>
public sealed record InstanceStatus
{
    /// <summary>Unique within the environment: <c>{slot}-{number from 1}</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The operating system's process number.</summary>
    public required int ProcessId { get; init; }

    /// <summary>The port on 127.0.0.1 that the instance listens on.</summary>
    public required int Port { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required InstanceState State { get; init; }

    /// <summary>When the process was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How often the supervisor has started it again after it ended by itself.</summary>
    public int Restarts { get; init; }

    /// <summary>The exit code of the last process that ended by itself, if any did.</summary>
    public int? ExitCode { get; init; }

    /// <summary>File that holds the instance's standard output and error.</summary>
    public required string LogPath { get; init; }

    /// <summary>Why its limits are not in effect, or null.</summary>
    public string? LimitProblem { get; init; }

    /// <summary>What the last failed probe saw: <c>503 Service Unavailable</c>, <c>connection refused</c>.</summary>
    public string? LastProbe { get; init; }
}
