namespace Pipeline.Sdk.Migrations;

/// <summary>How the statements of a group run.</summary>
internal sealed record GroupSettings(TimeSpan? LockTimeout, TimeSpan? StatementTimeout, bool SuspendsForeignKeys)
{
    /// <summary>
    /// A range of a batched script: its progress is committed with it, so that losing the last ones in a crash of the machine costs doing them again. Such a commit
    /// need not wait for the disk; the script's last one does, and takes all before it along.
    /// </summary>
    public bool IsRange { get; init; }

    public static GroupSettings Default { get; } = new(null, null, false);

    public static GroupSettings Of(MigrationScript script) =>
        new(script.Directives.LockTimeout, script.Directives.StatementTimeout, script.Directives.SuspendsForeignKeys);

    public static GroupSettings OfRange(MigrationScript script) => Of(script) with { IsRange = true };
}
