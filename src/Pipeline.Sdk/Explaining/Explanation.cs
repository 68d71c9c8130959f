using System.Collections.Immutable;
using Pipeline.Sdk.Execution.Results;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Explaining;

/// <summary>All that <c>--explain</c> tells of a target.</summary>
internal sealed record Explanation
{
    public required GraphTarget Target { get; init; }

    /// <summary>What is planned, in words: <c>Deploy in staging</c>.</summary>
    public required string Plan { get; init; }

    /// <summary>What happens to it in that plan: <c>run</c>, <c>cached</c>, <c>skip</c>, <c>provided</c>; null when it is not in it.</summary>
    public string? Action { get; init; }

    /// <summary>Why, from what was asked for down to it; the reason first that is its own.</summary>
    public ImmutableArray<string> Why { get; init; } = [];

    /// <summary>Why no plan could be made.</summary>
    public ImmutableArray<Diagnostic> Problems { get; init; } = [];

    /// <summary>What it reads: parameters, results, inputs and what else its result rests on. A secret is named and not shown.</summary>
    public ImmutableArray<KeyPart> Reads { get; init; } = [];

    /// <summary>Why its stored result holds, or what changed since; null for a target that stores none, and without a plan.</summary>
    public string? Stored { get; init; }

    /// <summary>The run in which it last had to be made although a result was looked for, with what had changed; null when there is none.</summary>
    public Invalidation? LastInvalidated { get; init; }

    /// <summary>The targets that read its output.</summary>
    public required ImmutableArray<string> Readers { get; init; }

    /// <summary>The targets that only wait for it.</summary>
    public required ImmutableArray<string> Followers { get; init; }

    /// <summary>Its last ten runs, the newest first.</summary>
    public required ImmutableArray<PastRun> Past { get; init; }

    /// <summary>A run that had to make a result anew.</summary>
    /// <param name="Run">The run's id.</param>
    /// <param name="Reason">What had changed.</param>
    internal sealed record Invalidation(string Run, string Reason);

    /// <summary>A run of the target.</summary>
    /// <param name="Run">The run's id.</param>
    /// <param name="Outcome">What became of it.</param>
    /// <param name="Duration">How long it took.</param>
    internal sealed record PastRun(string Run, string Outcome, TimeSpan Duration);
}
