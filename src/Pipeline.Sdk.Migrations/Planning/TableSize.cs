namespace Pipeline.Sdk.Migrations;

/// <summary>How big a table is, as the engine estimates it.</summary>
/// <param name="Table">The table, with its schema where that is not the usual one.</param>
/// <param name="Rows">Rows; -1 when the engine has no estimate.</param>
/// <param name="Bytes">Bytes with indexes; -1 when unknown.</param>
public sealed record TableSize(string Table, long Rows, long Bytes);
