namespace Pipeline.Sdk.Benchmarks;

/// <summary>One row of the table.</summary>
internal interface ICase
{
    string Name { get; }

    /// <summary>What others take, as they were measured on another day; for people.</summary>
    string Peers { get; }

    Reading Measure(Workshop workshop);
}
