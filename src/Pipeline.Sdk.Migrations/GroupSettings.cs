namespace Pipeline.Sdk.Migrations;

/// <summary>How the statements of a group run.</summary>
internal sealed record GroupSettings(TimeSpan? LockTimeout, TimeSpan? StatementTimeout, bool SuspendsForeignKeys)
{
    public static GroupSettings Default { get; } = new(null, null, false);

    public static GroupSettings Of(MigrationScript script) =>
        new(script.Directives.LockTimeout, script.Directives.StatementTimeout, script.Directives.SuspendsForeignKeys);
}
