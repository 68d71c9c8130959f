namespace Pipeline.Sdk.Generation.Running;

/// <summary>What became of a leg of a job.</summary>
internal sealed record JobRun
{
    public required string Job { get; init; }

    /// <summary>The leg, or empty for a job without legs and for a job that was skipped.</summary>
    public required string Leg { get; init; }

    /// <summary><c>success</c>, <c>failure</c>, <c>skipped</c>, <c>passed over</c> (for another operating system).</summary>
    public required string Result { get; init; }

    /// <summary>What the stand-in of the pipeline program said.</summary>
    public IReadOnlyList<string> Said { get; init; } = [];

    /// <summary>Name and outcome of each step.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Steps { get; init; } = [];

    public string Log { get; init; } = "";

    public string? Url { get; init; }

    public string? Summary { get; init; }
}
