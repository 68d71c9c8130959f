namespace Pipeline.Sdk.Migrations;

/// <summary>Runs an SQL script or C# in the open transaction.</summary>
internal static class ScriptExecution
{
    public static async Task RunAsync(MigrationSession session, MigrationScript script, bool isDown, IStatementObserver? observer, Action<string> log, CancellationToken cancellationToken)
    {
        if (script.Code is not { } code)
        {
            await session.ExecuteAsync(script, observer, cancellationToken).ConfigureAwait(false);
            return;
        }

        var context = new MigrationContext(await session.ConnectionAsync(cancellationToken).ConfigureAwait(false), session.Engine, log);
        try
        {
            await (isDown ? code.DownAsync(context, cancellationToken) : code.UpAsync(context, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not StepFailedException and not OperationCanceledException)
        {
            throw MigrationDiagnostics.CodeFailed(script.File, failure.Message, session.Outcome).ToFailure(failure);
        }

        if (observer is not null) await observer.OnStatementAsync(script, 1, $"{script.File} (C#)", TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
    }
}
