using System.Collections.Immutable;

namespace Pipeline.Sdk.LocalHost;

/// <summary>The verdict on a candidate.</summary>
public sealed record Readiness
{
    /// <summary><see cref="ReadinessFailure.None"/> when every instance is ready.</summary>
    public required ReadinessFailure Failure { get; init; }

    /// <summary>A sentence for a person: which instance, what was expected, what was seen.</summary>
    public string Message { get; init; } = "";

    /// <summary>The last lines of the failing instance's own log, oldest first; at most 20.</summary>
    public ImmutableArray<string> LogTail { get; init; } = [];

    /// <summary>From the start of the wait to the verdict.</summary>
    public TimeSpan Elapsed { get; init; }
}
