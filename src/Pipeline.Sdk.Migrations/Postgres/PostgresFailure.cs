using Npgsql;

namespace Pipeline.Sdk.Migrations;

/// <summary>What PostgreSQL answers, as failures of a step with the way out. No message ever holds a password: the driver's own texts do not.</summary>
internal static class PostgresFailure
{
    public static StepFailedException OfConnecting(Exception failure, string database, string? user) => failure is PostgresException refused
        ? refused.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                MigrationDiagnostics.LoginRefused(database, user ?? "", refused.MessageText).ToFailure(),
            _ => MigrationDiagnostics.CannotConnect(database, $"{refused.MessageText} ({refused.SqlState})").ToFailure(failure),
        }
        : failure.Message.Contains("No password has been provided", StringComparison.Ordinal)
            ? MigrationDiagnostics.LoginRefused(database, user ?? "", "no password was given").ToFailure()
            : MigrationDiagnostics.CannotConnect(database, failure.InnerException?.Message ?? failure.Message).ToFailure(failure);

    /// <summary>A failure that is not of a statement of a script: reading or writing the list, BEGIN, COMMIT.</summary>
    public static StepFailedException Of(Exception failure, string database, string outcome) => failure switch
    {
        PostgresException { SqlState: var state } refused when WayOut(state) is { } wayOut =>
            MigrationDiagnostics.DatabaseUnusable("PostgreSQL", database, refused.MessageText, wayOut, outcome).ToFailure(failure),
        PostgresException refused when !IsLoss(refused) =>
            MigrationDiagnostics.DatabaseUnusable("PostgreSQL", database, Reason(refused), "Mend what PostgreSQL says, then run again.", outcome).ToFailure(failure),
        _ => MigrationDiagnostics.ConnectionLost(database, Innermost(failure)).ToFailure(failure),
    };

    public static StepFailedException OfStatement(Exception failure, string database, MigrationScript script, SqlStatement? statement, string outcome)
    {
        if (failure is not PostgresException refused || IsLoss(refused)) return Of(failure, database, outcome);

        var line = statement?.LineOf(refused.Position - 1) ?? 1;
        if (refused.SqlState == PostgresErrorCodes.QueryCanceled) return MigrationDiagnostics.StatementTimeout(script.File, line, outcome).ToFailure(failure);

        return WayOut(refused.SqlState) is { } wayOut
            ? MigrationDiagnostics.DatabaseUnusable("PostgreSQL", database, refused.MessageText, wayOut, outcome, $"{script.File}({line})").ToFailure(failure)
            : MigrationDiagnostics.ScriptFailed(script.File, line, Reason(refused), outcome).ToFailure(failure);
    }

    public static bool IsTransient(Exception failure) => Find(failure) is
    {
        SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
    };

    private static PostgresException? Find(Exception? failure) =>
        failure is null ? null : failure as PostgresException ?? Find(failure.InnerException);

    private static bool IsLoss(PostgresException refused) =>
        refused.SqlState.StartsWith("08", StringComparison.Ordinal)
        || refused.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow;

    private static string? WayOut(string state) => state switch
    {
        PostgresErrorCodes.DiskFull => "Free space on the server's disk, then run again.",
        PostgresErrorCodes.ReadOnlySqlTransaction => "This server is a standby, or the database is read-only: connect to the primary, or set default_transaction_read_only to off.",
        PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.TooManyConnections => "Free resources of the server, then run again.",
        _ => null,
    };

    private static string Reason(PostgresException refused)
    {
        var hint = refused.SqlState switch
        {
            PostgresErrorCodes.ActiveSqlTransaction => " Add the comment '-- pipeline: no-transaction'",
            PostgresErrorCodes.LockNotAvailable => " Others hold the table: try at a quieter time, or raise '-- pipeline: lock-timeout'",
            _ => refused.Hint is null ? "" : " " + refused.Hint.TrimEnd('.'),
        };
        return $"{refused.MessageText} ({refused.SqlState}){(hint.Length > 0 ? "." + hint : "")}";
    }

    private static string Innermost(Exception failure) => failure.InnerException is { } inner ? Innermost(inner) : failure.Message;
}
