using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>The rows of a table, in numbers.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Hash">A hash of all rows, whatever their order.</param>
/// <param name="Columns">A hash of every column's values, whatever their order.</param>
internal sealed record TableData(long Rows, string Hash, ImmutableSortedDictionary<string, string> Columns);
