using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace Pipeline.Sdk.Planning;

/// <summary>What the planner may know of the world; gathered by Execution, so that planning stays pure.</summary>
internal sealed record PlanFacts
{
    /// <summary>Environment variables. Planning looks up those that parameters declare, and no other.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Values from elsewhere than the command line and variables; of two for one parameter the first wins.</summary>
    public ImmutableArray<ParameterText> Texts { get; init; } = [];

    /// <summary>Where the user's secrets file lies or would lie, for messages; null as long as no secret was looked for.</summary>
    public string? SecretsFile { get; init; }

    /// <summary>Parameters and secrets of which is told already why they have no value: that they have none is not told again.</summary>
    public ImmutableArray<string> Explained { get; init; } = [];

    /// <summary>Results at hand from elsewhere: target → where from, for people.</summary>
    public ImmutableDictionary<string, string> Provided { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether a result at hand also stands for a target that was asked for.</summary>
    public bool ProvidesRequested { get; init; }

    /// <summary>Facts for conditions; the environment is filled in by the planner.</summary>
    public PlanContext Context { get; init; } = new();

    /// <summary>Durations in milliseconds by step name, from the committed history file. Not immutable by type: that one of numbers is compiled anew at every start.</summary>
    public IReadOnlyDictionary<string, long> Durations { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);
}
