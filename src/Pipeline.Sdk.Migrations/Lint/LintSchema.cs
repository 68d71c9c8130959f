namespace Pipeline.Sdk.Migrations;

/// <summary>The tables and columns that the scripts of a folder have made so far, as far as their words tell.</summary>
internal sealed class LintSchema
{
    private readonly Dictionary<string, Dictionary<string, ColumnDefinition>> _tables = new(StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _dropped = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Begins a script: what it drops before it creates is remembered.</summary>
    public void Enter(MigrationScript script, DatabaseEngine engine)
    {
        _dropped.Clear();
        if (script.Kind is not (MigrationKind.Repeatable or MigrationKind.Seed)) return;

        foreach (var statement in script.Statements(engine).Where(statement => statement.Words is [{ } first, ..] && first.Is("DROP")))
        {
            var words = statement.Words;
            for (var i = 2; i < words.Length; i++)
            {
                if (words[i].IsName && !words[i].Is("IF") && !words[i].Is("EXISTS")) _dropped.Add(words[i].Name);
            }
        }
    }

    /// <summary>Whether a script drops a thing, if it is there, before it makes it.</summary>
    public bool WasDropped(MigrationScript script, SchemaChange change) =>
        script.Kind is MigrationKind.Repeatable or MigrationKind.Seed && change.NewNames.Any(_dropped.Contains);

    public ColumnDefinition? Column(string table, string name) => _tables.GetValueOrDefault(table)?.GetValueOrDefault(name);

    public void Apply(SchemaChange change)
    {
        if (change.Kind == ChangeKind.CreateTable)
            _tables[change.TableName] = change.Columns.GroupBy(column => column.Name).ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
        if (change.Kind == ChangeKind.DropTable) _tables.Remove(change.TableName);
        if (change.Kind != ChangeKind.AlterTable || !_tables.TryGetValue(change.TableName, out var columns)) return;

        foreach (var action in change.Actions)
        {
            if (action.Kind is ActionKind.AddColumn && action.Column is { } added) columns[action.Name] = added;
            if (action.Kind is ActionKind.AlterType && action.Column is { } altered) columns[action.Name] = altered with { IsNotNull = columns.GetValueOrDefault(action.Name)?.IsNotNull == true };
            if (action.Kind is ActionKind.DropColumn or ActionKind.RenameColumn) columns.Remove(action.Name);
            if (action.Kind is ActionKind.RenameTable)
            {
                _tables.Remove(change.TableName);
                _tables[action.Name] = columns;
            }
        }
    }
}
