namespace Pipeline.Sdk.Migrations;

/// <summary>Hears of every statement of a rehearsal, while its transaction is open.</summary>
internal interface IStatementObserver
{
    Task OnStatementAsync(MigrationScript script, int line, string text, TimeSpan duration, CancellationToken cancellationToken);
}
