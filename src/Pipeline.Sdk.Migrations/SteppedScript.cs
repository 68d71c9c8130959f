using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>A script that runs statement by statement, without a transaction. Its entry says how far it is, so that it goes on after a kill.</summary>
internal sealed class SteppedScript(MigrationSession session, MigrationDatabase database, MigrationScript script, ScriptProgress progress, Action<string> log, IStatementObserver? observer)
{
    private const string Step = "step ";
    private const string Begun = " begun";

    public async Task<AppliedMigration> RunAsync(CancellationToken cancellationToken)
    {
        var (done, isUnknown) = await progress.BeginAsync(Step + "0", cancellationToken).ConfigureAwait(false) is { } before ? Parse(before) : (0, false);
        if (script.Code is not null)
        {
            await ScriptExecution.RunAsync(session, script, isDown: false, observer, log, cancellationToken).ConfigureAwait(false);
            return await progress.EndAsync(null, cancellationToken).ConfigureAwait(false);
        }

        var statements = script.Statements(session.Engine);
        if (statements.IsEmpty) throw MigrationDiagnostics.NoStatement(script.File, session.Outcome).ToFailure();

        for (var i = done; i < statements.Length; i++)
        {
            var number = i.ToString(CultureInfo.InvariantCulture);
            session.Outcome = i == 0 ? session.Outcome : $"The {number} statements before it stay done; run again, and it goes on there.";
            var isDone = isUnknown && i == done && await session.IsDoneAsync(statements[i], cancellationToken).ConfigureAwait(false) == true;
            if (!isDone) await RunStatementAsync(statements[i], number, isUnknown && i == done, cancellationToken).ConfigureAwait(false);
            await progress.NoteAsync(Step + (i + 1).ToString(CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
        }

        return await progress.EndAsync(null, cancellationToken).ConfigureAwait(false);
    }

    private async Task RunStatementAsync(SqlStatement statement, string number, bool wasBegun, CancellationToken cancellationToken)
    {
        await session.CleanUpAsync(statement, log, cancellationToken).ConfigureAwait(false);
        await progress.NoteAsync(Step + number + Begun, cancellationToken).ConfigureAwait(false);
        try
        {
            await TransientRetry.RunAsync(
                session,
                database,
                script.File,
                async () =>
                {
                    await session.CleanUpAsync(statement, log, cancellationToken).ConfigureAwait(false);
                    database.Options.Checkpoint("statement " + number);
                    await session.ExecuteAloneAsync(script, statement, GroupSettings.Of(script), observer, cancellationToken).ConfigureAwait(false);
                    database.Options.Checkpoint("statement-done " + number);
                },
                log,
                cancellationToken).ConfigureAwait(false);
        }
        catch (StepFailedException failure) when (failure.Code == "PIPE0720")
        {
            // It has failed for certain, so nothing about it is unknown any more.
            if (wasBegun) throw MigrationDiagnostics.UnknownOutcome(script.File, statement.Line, statement.Short).ToFailure(failure);

            await progress.NoteAsync(Step + number, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private static (int Done, bool IsUnknown) Parse(string progress) => (
        int.TryParse(progress.Replace(Step, "", StringComparison.Ordinal).Replace(Begun, "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out var done) ? done : 0,
        progress.EndsWith(Begun, StringComparison.Ordinal));
}
