using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>Statements that are the migrator's business. What a DO block or a function does is PostgreSQL's to refuse: neither may end the transaction that surrounds it.</summary>
internal static class PostgresScriptGuard
{
    private static readonly string[] Transaction = ["BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE", "PREPARE"];

    public static void Check(MigrationScript script, ImmutableArray<SqlStatement> statements, bool isAlone, string outcome)
    {
        if (statements.IsEmpty) throw MigrationDiagnostics.NoStatement(script.File, outcome).ToFailure();
        if (SqlScript.UnterminatedLine(script.Text, DatabaseEngine.Postgres) is { } line) throw MigrationDiagnostics.Unterminated(script.File, line, outcome).ToFailure();

        foreach (var statement in statements)
        {
            var words = statement.Words;
            var first = words[0].Text.ToUpperInvariant();
            var second = words.Length > 1 ? words[1].Text.ToUpperInvariant() : "";
            if (words.FirstOrDefault(word => word.IsSymbol('\\')) is { Text: not null } meta)
                throw MigrationDiagnostics.PsqlCommand(script.File, statement.LineOf(meta.Start), outcome).ToFailure();
            if ((Transaction.Contains(first) && (first != "PREPARE" || second == "TRANSACTION"))
                || (first == "SET" && second is "ROLE" or "TRANSACTION" || (second == "SESSION" && words.Length > 2 && words[2].Is("AUTHORIZATION")))
                || (first == "RESET" && second is "ROLE" or "SESSION" or "ALL") || (first == "DISCARD" && second == "ALL"))
                throw MigrationDiagnostics.PostgresStatementRefused(script.File, statement.Line, $"{first} {second}".Trim(), outcome).ToFailure();
            if (first == "COPY" && words.Any(word => word.Is("STDIN") || word.Is("STDOUT")))
                throw MigrationDiagnostics.PostgresStatementRefused(script.File, statement.Line, "COPY with the client's data", outcome).ToFailure();
            if (words.Any(word => word.IsName && word.Name == HistoryLayout.PostgresSchema))
                throw MigrationDiagnostics.HistoryTouched(script.File, statement.Line, HistoryLayout.PostgresSchema, outcome).ToFailure();
            if (!isAlone && NonTransactional.Of(statement) is { } what)
                throw MigrationDiagnostics.NotInTransaction(script.File, statement.Line, what, outcome).ToFailure();
        }
    }
}
