using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>
/// What a statement does to a schema, read from its words. It knows the statements that change schemas, and takes others for <see cref="ChangeKind.Other"/>: what a
/// DO block or a function does inside is not seen.
/// </summary>
internal sealed record SchemaChange(ChangeKind Kind, SqlStatement Statement)
{
    public ImmutableArray<string> Table { get; init; } = [];

    public ImmutableArray<TableAction> Actions { get; init; } = [];

    public ImmutableArray<ColumnDefinition> Columns { get; init; } = [];

    /// <summary>IF EXISTS, IF NOT EXISTS, OR REPLACE, ON CONFLICT, OR IGNORE: it may run twice.</summary>
    public bool IsRepeatable { get; init; }

    public IndexStatement? Index { get; init; }

    /// <summary>Names that the statement gives to new things.</summary>
    public ImmutableArray<string> NewNames { get; init; } = [];

    public string TableName => string.Join('.', Table);

    public static SchemaChange Read(SqlStatement statement)
    {
        var words = new WordReader(statement.Words);
        if (words.Take("CREATE")) return Create(statement, words);
        if (words.Take("DROP")) return Drop(statement, words);
        if (words.Take("ALTER")) return Alter(statement, words);
        if (words.Take("TRUNCATE"))
        {
            words.Take("TABLE");
            words.Take("ONLY");
            return new SchemaChange(ChangeKind.Truncate, statement) { Table = words.QualifiedName() };
        }

        if (words.Take("DELETE", "FROM"))
        {
            words.Take("ONLY");
            return new SchemaChange(HasWhere(statement) ? ChangeKind.DeleteSome : ChangeKind.DeleteAll, statement) { Table = words.QualifiedName(), IsRepeatable = true };
        }

        if (words.Take("UPDATE"))
        {
            words.Take("ONLY");
            return new SchemaChange(HasWhere(statement) ? ChangeKind.UpdateSome : ChangeKind.UpdateAll, statement) { Table = words.QualifiedName(), IsRepeatable = true };
        }

        var isReplace = statement.Words.Length > 0 && statement.Words[0].Is("REPLACE");
        if (words.Take("INSERT") || words.Take("REPLACE"))
        {
            var orElse = words.Take("OR", "IGNORE") || words.Take("OR", "REPLACE") || isReplace;
            words.Take("INTO");
            return new SchemaChange(ChangeKind.Insert, statement)
            {
                Table = words.QualifiedName(),
                IsRepeatable = orElse || Follows(statement, "ON", "CONFLICT") || Follows(statement, "NOT", "EXISTS"),
            };
        }

        return new SchemaChange(ChangeKind.Other, statement) { IsRepeatable = true };
    }

    private static SchemaChange Create(SqlStatement statement, WordReader words)
    {
        if (IndexStatement.Read(statement) is { } index)
            return new SchemaChange(ChangeKind.CreateIndex, statement) { Table = index.Table, Index = index, IsRepeatable = Follows(statement, "NOT", "EXISTS"), NewNames = index.Index is { } name ? [name] : [] };

        var replaces = words.Take("OR", "REPLACE");
        while (words.Take("TEMP") || words.Take("TEMPORARY") || words.Take("UNLOGGED") || words.Take("GLOBAL") || words.Take("LOCAL") || words.Take("RECURSIVE") || words.Take("CONSTRAINT"))
        {
        }

        var isMaterialized = words.Take("MATERIALIZED");
        var isVirtual = words.Take("VIRTUAL");
        var kind = words.Take("TABLE") ? ChangeKind.CreateTable
            : words.Take("VIEW") ? ChangeKind.CreateView
            : words.Take("FUNCTION") || words.Take("PROCEDURE") || words.Take("AGGREGATE") ? ChangeKind.CreateRoutine
            : words.Take("TRIGGER") ? ChangeKind.CreateTrigger
            : ChangeKind.CreateOther;
        if (kind == ChangeKind.CreateOther) words.Next();
        var isGuarded = words.Take("IF", "NOT", "EXISTS");
        var created = words.QualifiedName();
        var change = new SchemaChange(kind, statement) { Table = created, IsRepeatable = replaces || isGuarded, NewNames = created.IsEmpty ? [] : [created[^1]] };
        if (kind == ChangeKind.CreateTrigger)
        {
            while (!words.IsAtEnd && !words.Take("ON")) words.Next();
            return change with { Table = words.QualifiedName() };
        }

        if (kind != ChangeKind.CreateTable || isMaterialized || isVirtual || !words.TakeSymbol('(')) return change;

        var columns = ImmutableArray.CreateBuilder<ColumnDefinition>();
        while (!words.IsAtEnd && !words.TakeSymbol(')'))
        {
            var item = words.Until(',');
            if (!item.IsEmpty && !IsTableConstraint(item)) columns.Add(ColumnDefinition.Read(item));
            if (item.IsEmpty) words.Next();
        }

        return change with { Columns = columns.ToImmutable(), NewNames = [.. change.NewNames, .. columns.Select(column => column.Name)] };
    }

    private static SchemaChange Drop(SqlStatement statement, WordReader words)
    {
        if (IndexStatement.Read(statement) is { } index) return new SchemaChange(ChangeKind.DropIndex, statement) { Index = index, IsRepeatable = Follows(statement, "IF", "EXISTS") };

        var isMaterialized = words.Take("MATERIALIZED");
        var kind = words.Take("TABLE") ? ChangeKind.DropTable
            : words.Take("SCHEMA") ? ChangeKind.DropSchema
            : words.Take("VIEW") ? ChangeKind.DropView
            : words.Take("FUNCTION") || words.Take("PROCEDURE") || words.Take("ROUTINE") ? ChangeKind.DropRoutine : ChangeKind.Other;
        if (kind == ChangeKind.Other && !isMaterialized) words.Next();
        var isGuarded = words.Take("IF", "EXISTS");
        return new SchemaChange(kind, statement) { Table = words.QualifiedName(), IsRepeatable = isGuarded };
    }

    private static SchemaChange Alter(SqlStatement statement, WordReader words)
    {
        if (!words.Take("TABLE"))
            return new SchemaChange(Follows(statement, "RENAME", "TO") || Follows(statement, "RENAME", "VALUE") ? ChangeKind.RenameOther : ChangeKind.Other, statement);

        words.Take("IF", "EXISTS");
        words.Take("ONLY");
        var table = words.QualifiedName();
        var actions = ImmutableArray.CreateBuilder<TableAction>();
        while (!words.IsAtEnd) actions.Add(Action(new WordReader(words.Until(','))));
        return new SchemaChange(ChangeKind.AlterTable, statement)
        {
            Table = table,
            Actions = actions.ToImmutable(),
            IsRepeatable = actions.All(action => action.Kind is ActionKind.SetNotNull or ActionKind.SetDefault or ActionKind.DropDefault) || Follows(statement, "IF", "EXISTS") || Follows(statement, "NOT", "EXISTS"),
            NewNames = [.. actions.Where(action => action.Kind is ActionKind.AddColumn or ActionKind.RenameTable).Select(action => action.Name)],
        };
    }

    private static TableAction Action(WordReader words)
    {
        if (words.Take("ADD"))
        {
            if (IsConstraint(words.Peek)) return Constraint(words);

            words.Take("COLUMN");
            words.Take("IF", "NOT", "EXISTS");
            var column = ColumnDefinition.Read(words.Until('\0'));
            return new TableAction(ActionKind.AddColumn, column.Name, column);
        }

        if (words.Take("DROP"))
        {
            if (words.Peek.Is("CONSTRAINT") || words.Peek.Is("EXPRESSION")) return new TableAction(ActionKind.Other);

            words.Take("COLUMN");
            words.Take("IF", "EXISTS");
            return new TableAction(ActionKind.DropColumn, words.Next().Name);
        }

        if (words.Take("RENAME"))
        {
            if (words.Take("TO")) return new TableAction(ActionKind.RenameTable, words.Next().Name);
            if (words.Take("CONSTRAINT")) return new TableAction(ActionKind.Other);

            words.Take("COLUMN");
            return new TableAction(ActionKind.RenameColumn, words.Next().Name);
        }

        if (words.Take("SET", "SCHEMA")) return new TableAction(ActionKind.SetSchema, words.Next().Name);
        if (words.Take("SET", "LOGGED") || words.Take("SET", "UNLOGGED") || words.Take("SET", "TABLESPACE") || words.Take("SET", "ACCESS")) return new TableAction(ActionKind.SetLogged);
        if (!words.Take("ALTER")) return new TableAction(ActionKind.Other);

        words.Take("COLUMN");
        var name = words.Next();
        if (words.Take("SET", "NOT", "NULL")) return new TableAction(ActionKind.SetNotNull, name.Name);
        if (words.Take("SET", "DEFAULT")) return new TableAction(ActionKind.SetDefault, name.Name);
        if (words.Take("DROP", "DEFAULT")) return new TableAction(ActionKind.DropDefault, name.Name);
        if (words.Take("TYPE") || words.Take("SET", "DATA", "TYPE")) return new TableAction(ActionKind.AlterType, name.Name, ColumnDefinition.Read([name, .. words.Until('\0')]));

        return new TableAction(ActionKind.Other, name.Name);
    }

    private static TableAction Constraint(WordReader words)
    {
        var all = words.Until('\0');
        var isDeferred = Follows(all, "NOT", "VALID") || Follows(all, "USING", "INDEX");
        var kind = Follows(all, "FOREIGN", "KEY") ? ActionKind.AddForeignKey
            : all.Any(word => word.Is("CHECK")) ? ActionKind.AddCheck
            : all.Any(word => word.Is("UNIQUE") || word.Is("PRIMARY") || word.Is("EXCLUDE")) ? ActionKind.AddUnique : ActionKind.Other;
        return new TableAction(kind, all.Length > 1 && all[0].Is("CONSTRAINT") ? all[1].Name : "", IsDeferred: isDeferred);
    }

    private static bool IsTableConstraint(ImmutableArray<SqlWord> item) => IsConstraint(item[0]) || item[0].Is("LIKE") || item[0].Is("EXCLUDE");

    private static bool IsConstraint(SqlWord word) =>
        word.Is("CONSTRAINT") || word.Is("UNIQUE") || word.Is("PRIMARY") || word.Is("FOREIGN") || word.Is("CHECK") || word.Is("EXCLUDE");

    private static bool HasWhere(SqlStatement statement) => statement.Words.Any(word => word.Is("WHERE"));

    private static bool Follows(SqlStatement statement, string first, string second) => Follows(statement.Words, first, second);

    private static bool Follows(ImmutableArray<SqlWord> words, string first, string second) =>
        Enumerable.Range(0, Math.Max(0, words.Length - 1)).Any(i => words[i].Is(first) && words[i + 1].Is(second));
}
