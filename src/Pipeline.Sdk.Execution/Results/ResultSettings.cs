namespace Pipeline.Sdk.Execution.Results;

/// <summary>What the results of a checkout need beside the plan.</summary>
internal sealed record ResultSettings
{
    /// <summary>The repository's root, absolute.</summary>
    public required string Root { get; init; }

    /// <summary>What stands for the build program: equal texts mean equal sources. Asked only when a target declares inputs.</summary>
    public required Func<string> Program { get; init; }

    /// <summary>An environment variable, or null.</summary>
    public required Func<string, string?> Variable { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Whether stored results are passed over; what is made is kept all the same.</summary>
    public bool IsOff { get; init; }

    /// <summary>Runs programs for questions.</summary>
    public required Func<OwnPrograms> Programs { get; init; }

    /// <summary>Hears of what is broken, for people.</summary>
    public Action<string> Warn { get; init; } = _ => { };

    /// <summary>The store's folder, relative to the root.</summary>
    public const string Place = ".pipeline/cache";
}
