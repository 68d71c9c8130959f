namespace Pipeline.Sdk.Migrations;

/// <summary>Which scripts are preceded by a backup.</summary>
internal static class Destruction
{
    public static bool IsIn(MigrationScript script, DatabaseEngine engine) =>
        script.Kind == MigrationKind.Versioned && (script.Phase == MigrationPhase.Contract || script.Statements(engine).Any(Destroys));

    public static bool Destroys(SqlStatement statement)
    {
        // Reading every word of a 10 MB INSERT to learn that it drops nothing would be a waste.
        var first = statement.Text.AsSpan(0, Math.Min(8, statement.Text.Length));
        if (first.StartsWith("INSERT", StringComparison.OrdinalIgnoreCase)) return false;

        var change = SchemaChange.Read(statement);
        return change.Kind is ChangeKind.DropTable or ChangeKind.DropSchema or ChangeKind.Truncate or ChangeKind.DeleteAll
            || change.Actions.Any(action => action.Kind == ActionKind.DropColumn);
    }
}
