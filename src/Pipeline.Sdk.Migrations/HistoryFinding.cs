namespace Pipeline.Sdk.Migrations;

/// <summary>A point on which a folder and a database's list disagree.</summary>
internal sealed record HistoryFinding(Diagnostic Diagnostic, AppliedMigration? Entry, MigrationScript? Script)
{
    public long Version => Entry?.Version ?? Script?.Version ?? 0;
}
