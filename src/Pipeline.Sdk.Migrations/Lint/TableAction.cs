namespace Pipeline.Sdk.Migrations;

/// <summary>An action of an ALTER TABLE with what it names.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Name">The column, or the new name of a table.</param>
/// <param name="Column">The definition of an added column, or the new type of one.</param>
/// <param name="IsDeferred">NOT VALID, or USING INDEX: existing rows are not looked at under the lock.</param>
internal sealed record TableAction(ActionKind Kind, string Name = "", ColumnDefinition? Column = null, bool IsDeferred = false);
