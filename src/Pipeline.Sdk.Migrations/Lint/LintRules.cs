using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Pipeline.Sdk.Migrations;

/// <summary>All rules that look at one statement. Those that look at a script as a whole are in <see cref="MigrationLint"/>.</summary>
internal static partial class LintRules
{
    public const string MissingDown = "MIG0014";
    public const string WrongPhase = "MIG0018";
    public const string WrongCompatibility = "MIG0019";
    public const string Unparsable = "MIG0020";

    public static ImmutableArray<LintRule> All { get; } =
    [
        new("MIG0001", "destructive: table", scope => scope.Change.Kind is ChangeKind.DropTable or ChangeKind.DropSchema && scope.IsExisting
            ? $"dropping '{scope.Change.TableName}' loses its rows, and the release that runs may still read it. Do it in a script of the contract phase, when no release uses it." : null) { IsIncompatible = true },
        new("MIG0002", "destructive: column", scope => Action(scope, ActionKind.DropColumn) is { } action
            ? $"dropping the column '{action.Name}' of '{scope.Change.TableName}' loses its values, and the release that runs may still name it. Do it in a script of the contract phase." : null) { IsIncompatible = true },
        new("MIG0003", "destructive: rows", scope => scope.Change.Kind is ChangeKind.Truncate or ChangeKind.DeleteAll && scope.IsExisting
            ? $"this removes every row of '{scope.Change.TableName}'. Say which by WHERE, or keep them." : null),
        new("MIG0004", "data-dependent: unique", scope => (scope.Change.Index is { IsUnique: true, IsDrop: false } || Action(scope, ActionKind.AddUnique) is { IsDeferred: false }
            || Action(scope, ActionKind.AddColumn) is { Column.IsUnique: true, Column.HasDefault: true }) && scope.IsExisting
            ? $"whether this succeeds depends on the rows of '{scope.Change.TableName}': two equal ones fail it. Look for them before, and rehearse on a copy of the real data." : null),
        new("MIG0005", "data-dependent: constraint", scope => scope.IsExisting && (Action(scope, ActionKind.AddForeignKey) is { IsDeferred: false } || Action(scope, ActionKind.AddCheck) is { IsDeferred: false })
            ? $"whether this succeeds depends on the rows of '{scope.Change.TableName}'."
                + (scope.IsPostgres ? " Add the constraint NOT VALID, mend the rows, and VALIDATE CONSTRAINT in a later script." : " Mend the rows in an earlier script.") : null),
        new("MIG0006", "data-dependent: not null", scope => Action(scope, ActionKind.SetNotNull) is { } action && scope.IsExisting
            ? $"SET NOT NULL fails when a row of '{scope.Change.TableName}' has no '{action.Name}', reads the whole table under a lock, and the release that runs may still write NULL. "
                + "Add CHECK (… IS NOT NULL) NOT VALID, validate it, then SET NOT NULL." : null) { IsIncompatible = true },
        new("MIG0007", "backward-incompatible: rename", scope => Rename(scope) is { } what
            ? $"renaming {what} breaks the release that runs, which uses the old name. Add the new one beside it, copy, and remove the old one in the contract phase." : null) { IsIncompatible = true },
        new("MIG0008", "backward-incompatible: type", scope => Action(scope, ActionKind.AlterType) is { } action && scope.IsExisting && !Widens(scope.Column(action.Name), action.Column)
            ? $"the release that runs may not read or write the new type of '{action.Name}'. Add a column of the new type, copy, and remove the old one in the contract phase." : null) { IsIncompatible = true },
        new("MIG0009", "table-rewriting", scope => scope.IsPostgres && scope.IsBig && Rewrites(scope) is { } what
            ? $"{what} writes the whole of '{scope.Change.TableName}' anew, and nobody reads it meanwhile. Add a column without that, and fill it by a batched script." : null),
        new("MIG0010", "blocking-lock", scope => scope.IsPostgres && scope.IsBig && Blocks(scope) is { } what ? what : null),
        new("MIG0011", "missing CONCURRENTLY", scope => scope.IsPostgres && scope.IsBig && scope.Change.Index is { IsConcurrent: false, IsReindex: false } index && (!index.IsDrop || scope.IsExisting)
            ? $"{(index.IsDrop ? "DROP" : "CREATE")} INDEX without CONCURRENTLY stops {(index.IsDrop ? "readers and writers" : "writers")} of the table until it is done. "
                + "Write CONCURRENTLY, in a script of its own with '-- pipeline: no-transaction'." : null),
        new("MIG0012", "not-null without default", scope => Action(scope, ActionKind.AddColumn) is { Column: { IsNotNull: true, HasDefault: false, IsStored: false } } action && scope.IsExisting
            ? $"the NOT NULL column '{action.Name}' has no default: it fails when '{scope.Change.TableName}' has a row, and the release that runs inserts without it. Give it a DEFAULT, or let it be NULL at first." : null) { IsIncompatible = true },
        new("MIG0013", "type narrowing", scope => Action(scope, ActionKind.AlterType) is { } action && scope.IsExisting && Narrows(scope.Column(action.Name), action.Column) is { } what
            ? $"'{action.Name}' becomes narrower ({what}): values that do not fit fail the script or are cut. Look for them before." : null) { IsIncompatible = true },
        new("MIG0015", "non-idempotent repeatable", scope => scope.Script.Kind is MigrationKind.Repeatable or MigrationKind.Seed && IsOnce(scope)
            ? "this script runs again whenever it changes, and this statement fails or doubles rows the second time. Write OR REPLACE, IF NOT EXISTS, ON CONFLICT, or DROP … IF EXISTS before it." : null),
        new("MIG0016", "non-transactional statement", scope => scope.Script.Directives.IsTransactional && NonTransactional.Of(scope.Statement) is { } what
            ? $"{what} cannot run in a transaction. Put it into a script of its own with '-- pipeline: no-transaction'." : null),
        new("MIG0017", "unsafe identifier", scope => scope.Change.NewNames.Select(name => Unsafe(name, scope.Engine)).FirstOrDefault(problem => problem is not null)),
        new("MIG0021", "no-transaction without idempotence", scope => !scope.Script.Directives.IsTransactional && scope.Change is { IsRepeatable: false, Index: null }
            ? "this statement is not in a transaction: when the migrator is killed just after it, it runs again. Write it so that it may run twice (IF NOT EXISTS, IF EXISTS)." : null),
        new("MIG0022", "unbounded update", scope => scope.Change.Kind is ChangeKind.UpdateAll && scope.IsBig && scope.Script.Directives.Batch is null
            ? $"this updates every row of '{scope.Change.TableName}' in one transaction, and locks them all until its end. Write it for a range (BETWEEN :from AND :to) with '-- pipeline: batch'." : null),
    ];

    public static ImmutableArray<(string Code, string Name)> Names { get; } =
    [
        .. All.Select(rule => (rule.Code, rule.Name)), (MissingDown, "missing down"), (WrongPhase, "phase contradicts"), (WrongCompatibility, "compatible-from contradicts"), (Unparsable, "not understood"),
    ];

    public static bool IsCode(string code) => Names.Any(rule => rule.Code == code);

    private static TableAction? Action(LintScope scope, ActionKind kind) => scope.IsExisting ? scope.Change.Actions.FirstOrDefault(action => action.Kind == kind) : null;

    private static string? Rename(LintScope scope)
    {
        if (Action(scope, ActionKind.RenameTable) is not null) return $"the table '{scope.Change.TableName}'";
        if (Action(scope, ActionKind.RenameColumn) is { } column) return $"the column '{column.Name}' of '{scope.Change.TableName}'";
        if (Action(scope, ActionKind.SetSchema) is not null) return $"the schema of '{scope.Change.TableName}'";

        return scope.Change.Kind == ChangeKind.RenameOther ? "this" : null;
    }

    private static string? Rewrites(LintScope scope)
    {
        if (Action(scope, ActionKind.AddColumn) is { Column: { HasVolatileDefault: true } or { IsStored: true } }) return "a column whose value is computed for every row";
        if (Action(scope, ActionKind.AlterType) is { } action && !Widens(scope.Column(action.Name), action.Column)) return $"the new type of '{action.Name}'";

        return Action(scope, ActionKind.SetLogged) is not null ? "this change of storage" : null;
    }

    private static string? Blocks(LintScope scope)
    {
        if (Action(scope, ActionKind.AddUnique) is { IsDeferred: false })
            return $"this builds an index of '{scope.Change.TableName}' while nobody reads or writes it. CREATE UNIQUE INDEX CONCURRENTLY first, then ADD CONSTRAINT … USING INDEX.";
        if (Action(scope, ActionKind.AddForeignKey) is { IsDeferred: false } || Action(scope, ActionKind.AddColumn) is { Column: { IsReference: true, HasDefault: true } })
            return $"this reads all of '{scope.Change.TableName}' while nobody writes it or the table it refers to. Add it NOT VALID, and VALIDATE CONSTRAINT in a later script.";
        if (Action(scope, ActionKind.AddCheck) is { IsDeferred: false })
            return $"this reads all of '{scope.Change.TableName}' while nobody reads or writes it. Add it NOT VALID, and VALIDATE CONSTRAINT in a later script.";
        if (scope.Statement.Words is [{ } first, ..] && (first.Is("CLUSTER") || (first.Is("VACUUM") && scope.Statement.Words.Any(word => word.Is("FULL"))) || (first.Is("REINDEX") && !scope.Statement.Words.Any(word => word.Is("CONCURRENTLY")))))
            return $"{first.Text.ToUpperInvariant()} holds a lock that stops everyone until it is done. Use CONCURRENTLY where there is such a form, or a quiet hour.";

        return scope.Statement.Words is [{ } lockWord, ..] && lockWord.Is("LOCK") ? "an explicit LOCK TABLE stops others until the transaction ends. Let the statements take the locks that they need." : null;
    }

    private static bool IsOnce(LintScope scope) => scope.Change switch
    {
        { IsRepeatable: true } => false,
        { Kind: ChangeKind.CreateView or ChangeKind.CreateTrigger or ChangeKind.CreateRoutine } change => !scope.Schema.WasDropped(scope.Script, change),
        { Kind: ChangeKind.Other or ChangeKind.UpdateSome or ChangeKind.UpdateAll or ChangeKind.DeleteSome or ChangeKind.DeleteAll or ChangeKind.Truncate } => false,
        _ => true,
    };

    private static readonly string[] Whole = ["smallint", "integer", "bigint"];

    /// <summary>Whether every old value keeps its meaning in the new type, without a rewrite: a longer varchar, varchar to text.</summary>
    private static bool Widens(ColumnDefinition? old, ColumnDefinition? now) => old is not null && now is not null
        && ((Canonical(old.Type) == Canonical(now.Type) && (now.Length is null || (old.Length is { } length && length <= now.Length)))
            || (Canonical(old.Type) == "varchar" && now.Type == "text"));

    private static string? Narrows(ColumnDefinition? old, ColumnDefinition? now)
    {
        if (now is null) return null;
        if (old is null) return now.Length is not null ? $"to {now.Type}({now.Length}); what it was is not known" : null;

        var (before, after) = (Array.IndexOf(Whole, Canonical(old.Type)), Array.IndexOf(Whole, Canonical(now.Type)));
        if (before >= 0 && after >= 0) return after < before ? $"{old.Type} to {now.Type}" : null;
        if (Canonical(old.Type) == Canonical(now.Type)) return now.Length is { } length && (old.Length is null || old.Length > length) ? $"{Text(old)} to {Text(now)}" : null;
        if (Canonical(now.Type) is "text") return null;
        if (before >= 0 && Canonical(now.Type) is "numeric" or "double precision") return null;

        return (Canonical(old.Type), Canonical(now.Type)) is ("varchar", "char") or ("text", _) or ("double precision", "real") or ("numeric", _) or ("timestamptz", _) or ("timestamp", "date")
            || after >= 0 ? $"{Text(old)} to {Text(now)}" : null;
    }

    private static string Text(ColumnDefinition column) => column.Length is { } length ? $"{column.Type}({length})" : column.Type;

    private static string Canonical(string type) => type switch
    {
        "int" or "int4" or "integer" or "serial" => "integer",
        "int8" or "bigint" or "bigserial" => "bigint",
        "int2" or "smallint" or "smallserial" => "smallint",
        "character varying" or "varchar" => "varchar",
        "character" or "bpchar" or "char" => "char",
        "decimal" or "numeric" => "numeric",
        "float8" or "double precision" or "float" => "double precision",
        "float4" or "real" => "real",
        "timestamp with time zone" or "timestamptz" => "timestamptz",
        "timestamp without time zone" or "timestamp" => "timestamp",
        _ => type,
    };

    // The words that cannot be a column's name in one of the dialects, of those that people choose.
    private static readonly string[] Reserved =
        ["user", "order", "group", "table", "select", "from", "where", "limit", "offset", "default", "check", "primary", "references", "end", "all", "any", "both", "case", "cast", "collate", "column", "constraint", "create",
            "desc", "asc", "distinct", "do", "else", "false", "true", "for", "foreign", "grant", "having", "in", "into", "not", "null", "on", "only", "or", "and", "then", "to", "union", "unique", "using", "when", "with", "window", "analyse", "analyze", "array", "current_user", "session_user", "index", "transaction", "values", "set", "join"];

    private static string? Unsafe(string name, DatabaseEngine engine)
    {
        if (name.Length == 0) return null;
        if (engine == DatabaseEngine.Postgres && System.Text.Encoding.UTF8.GetByteCount(name) > 63) return $"PostgreSQL cuts the name '{name}' after 63 bytes. Choose a shorter one.";
        if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase)) return $"'{name}' is a reserved word: every statement that uses it must quote it. Choose another name.";

        return PlainName().IsMatch(name) ? null : $"the name '{name}' must be quoted in every statement, because it is not of lower-case letters, digits and '_'. Choose one that need not be.";
    }

    [GeneratedRegex(@"\A[a-z_][a-z0-9_]*\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainName();
}
