using System.Collections.Immutable;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Planning;

/// <summary>What to select the steps of a plan by.</summary>
internal sealed record StepSelection
{
    /// <summary>What was asked for; these run even when a result is provided.</summary>
    public required IReadOnlyCollection<GraphTarget> Requested { get; init; }

    /// <summary>The phrase for the targets asked for.</summary>
    public required string RequestReason { get; init; }

    /// <summary>What to leave out, together with what only it would have pulled in.</summary>
    public IReadOnlyCollection<GraphTarget> Skip { get; init; } = [];

    /// <summary>Leaves out everything that was not asked for.</summary>
    public bool Only { get; init; }

    /// <summary>Results at hand: target → where from.</summary>
    public ImmutableDictionary<string, string> Provided { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether a result at hand also stands for a target that was asked for: a run that is resumed has done it.</summary>
    public bool ProvidesRequested { get; init; }

    /// <summary>Why a condition leaves a target out, or null when it runs; by default all run.</summary>
    public Func<GraphTarget, string?> LeftOut { get; init; } = _ => null;
}
