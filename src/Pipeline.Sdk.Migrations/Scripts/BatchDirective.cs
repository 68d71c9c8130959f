namespace Pipeline.Sdk.Migrations;

/// <summary>
/// <c>-- pipeline: batch table=orders key=id size=5000 pause=20ms</c>: the script's one statement is executed range by range of a key, each range in a
/// transaction of its own, with <c>:from</c> and <c>:to</c> as the first and last key of the range.
/// </summary>
/// <param name="Table">The table that the ranges are taken from, as it is written in SQL.</param>
/// <param name="Key">A unique column of it that an index orders, as it is written in SQL.</param>
/// <param name="Size">How many keys the first range has; later ones follow how long a range takes. The default is 5,000.</param>
/// <param name="Pause">The rest between two ranges, for others; the default is none.</param>
public sealed record BatchDirective(string Table, string Key, int Size, TimeSpan Pause);
