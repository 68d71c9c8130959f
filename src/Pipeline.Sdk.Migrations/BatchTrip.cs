using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>Ranges of a batched script that are done one after the other, each in a transaction of its own.</summary>
/// <param name="Script">The script.</param>
/// <param name="Batch">What says which table and key.</param>
/// <param name="Ranges">The ranges, at least one. The transaction of the first is open.</param>
/// <param name="NextSize">How many keys a range of the next trip is to have.</param>
/// <param name="NextCount">How many ranges the next trip may have.</param>
/// <param name="SaveAsync">Saves the progress in a range's transaction; told how many rows the range has changed, or 0 when that is not known yet.</param>
/// <param name="Committed">Hears of every range that is committed, in order and also when a later one fails, and how many rows it has changed.</param>
internal sealed record BatchTrip(
    MigrationScript Script,
    BatchDirective Batch,
    ImmutableArray<BatchRange> Ranges,
    int NextSize,
    int NextCount,
    Func<BatchRange, long, Task> SaveAsync,
    Action<BatchRange, long> Committed);
