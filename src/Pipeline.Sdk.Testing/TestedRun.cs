using System.Collections.Immutable;

namespace Pipeline.Sdk.Testing;

/// <summary>What a pipeline under test did.</summary>
public sealed record TestedRun
{
    /// <summary>0 done, 1 a target failed, 2 wrong usage or invalid pipeline, 3 refused by a gate.</summary>
    public required int ExitCode { get; init; }

    /// <summary>What it wrote to standard output.</summary>
    public required string Output { get; init; }

    /// <summary>What it wrote to standard error, with codes.</summary>
    public required string Errors { get; init; }

    /// <summary>Every target of its plan, in the order of the plan; empty when it did not come to a run.</summary>
    public required ImmutableArray<RanTarget> Targets { get; init; }

    /// <summary>The programs that its targets started, in order.</summary>
    public required ImmutableArray<ProgramCall> Commands { get; init; }

    /// <summary>The names of the targets that did their work, whatever came of it, in order.</summary>
    public ImmutableArray<string> Order => [.. Targets.Where(target => target.Attempts > 0).Select(target => target.Name)];

    /// <summary>A target of the plan.</summary>
    /// <param name="target">Its name.</param>
    /// <exception cref="ArgumentException">It is not in the plan; the message names those that are.</exception>
    public RanTarget this[string target] =>
        Targets.FirstOrDefault(known => known.Name == target)
        ?? throw new ArgumentException($"'{target}' is not in the plan, which has {(Targets.IsEmpty ? "no target" : string.Join(", ", Targets.Select(known => known.Name)))}. {Errors}".TrimEnd(), nameof(target));
}
