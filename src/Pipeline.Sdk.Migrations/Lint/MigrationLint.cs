using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>Looks for what hurts on a running system in scripts, without a database. It reads the words of statements, not their meaning: docs/migrations.md names the limits.</summary>
public static class MigrationLint
{
    /// <summary>Checks the versioned, repeatable and seed scripts of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="engine">The dialect.</param>
    /// <param name="applied">The versions that are applied already: they are read for what they make of the schema, and not reported. Null reports all.</param>
    /// <param name="sizes">The tables of a real database, so that small ones are spared; null takes every table for big.</param>
    /// <returns>All findings in the order of the scripts, with those that are acknowledged.</returns>
    public static ImmutableArray<LintFinding> Check(MigrationFolder folder, DatabaseEngine engine, IReadOnlySet<long>? applied = null, IEnumerable<TableSize>? sizes = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var known = (sizes ?? []).ToImmutableDictionary(size => size.Table, StringComparer.OrdinalIgnoreCase);
        var schema = new LintSchema();
        var findings = ImmutableArray.CreateBuilder<LintFinding>();
        foreach (var script in folder.Scripts.Concat(folder.Repeatables).Concat(folder.Seeds))
        {
            var found = CheckScript(script, engine, schema, known);
            if (script.Kind != MigrationKind.Versioned || applied?.Contains(script.Version) != true) findings.AddRange(found);
        }

        return findings.ToImmutable();
    }

    internal static List<LintFinding> CheckScript(MigrationScript script, DatabaseEngine engine, LintSchema schema, ImmutableDictionary<string, TableSize> sizes)
    {
        var findings = new List<LintFinding>();
        if (SqlScript.UnterminatedLine(script.Text, engine) is { } open) Add(LintRules.Unparsable, open, "a string, a dollar quote or a comment begins here and never ends.");

        var (created, isIncompatible) = (ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase), false);
        schema.Enter(script, engine);
        foreach (var statement in script.Statements(engine))
        {
            var change = SchemaChange.Read(statement);
            var scope = new LintScope(script, change, engine, schema, created, sizes);
            foreach (var rule in LintRules.All)
            {
                if (rule.Check(scope) is not { } message) continue;

                Add(rule.Code, statement.Line, message);
                isIncompatible |= rule.IsIncompatible;
            }

            if (change is { Kind: ChangeKind.CreateTable, Table.IsEmpty: false }) created = created.Add(change.Table[^1]);
            schema.Apply(change);
        }

        if (script.Kind == MigrationKind.Versioned) CheckWhole(script, engine, isIncompatible, Add);
        return findings;

        void Add(string code, int line, string message) =>
            findings.Add(new LintFinding(code, script.File, line, message, script.Directives.Allowed.FirstOrDefault(allowed => allowed.Code == code)?.Reason));
    }

    private static void CheckWhole(MigrationScript script, DatabaseEngine engine, bool isIncompatible, Action<string, int, string> add)
    {
        if (!script.HasDown && script.Directives.Irreversible is null)
            add(LintRules.MissingDown, 1, "there is no down script, so no way back. Add it, or say why there is none: '-- pipeline: irreversible REASON'.");
        if (script.Phase == MigrationPhase.Expand && script.Directives.Phase is not null && (isIncompatible || Destruction.IsIn(script, engine)))
            add(LintRules.WrongPhase, 1, "the script calls itself 'expand' and takes something away. Split it: the adding part is 'expand', the rest 'contract'.");
        if (isIncompatible && script.Phase != MigrationPhase.Contract && script.Directives.CompatibleFrom is null)
            add(LintRules.WrongCompatibility, 1, "the script breaks the release before it and does not say which release can run after it. Add '-- pipeline: compatible-from VERSION', or make it a contract step.");
        if (!isIncompatible && script.Phase == MigrationPhase.Contract && !Destruction.IsIn(script with { Directives = script.Directives with { Phase = null } }, engine) && script.Code is null)
            add(LintRules.WrongPhase, 1, "the script calls itself 'contract' and takes nothing away, so it need not wait. Call it 'expand' or 'migrate'.");
    }
}
