namespace Pipeline.Sdk.DotNet.Testing;

/// <summary>A result element of which the reader has not seen the end.</summary>
internal sealed class TrxResult
{
    public required string Name { get; init; }

    public required string Id { get; init; }

    public required TrxOutcome Outcome { get; init; }

    public required TimeSpan Duration { get; init; }

    public string Message { get; set; } = "";

    public string StackTrace { get; set; } = "";

    public bool HasRows { get; set; }
}
