namespace Pipeline.Sdk.Migrations;

/// <summary>Which lock a statement takes (PostgreSQL, "Explicit Locking", table 13.2; SQLite has one lock for the whole file).</summary>
internal static class LockEstimate
{
    public static string? Of(SchemaChange change, DatabaseEngine engine)
    {
        if (engine == DatabaseEngine.Sqlite) return null;

        var table = change.TableName;
        return change.Kind switch
        {
            ChangeKind.AlterTable => change.Actions.All(action => action is { Kind: ActionKind.AddForeignKey }) ? $"ShareRowExclusiveLock on {table}: stops writers" : $"AccessExclusiveLock on {table}: stops readers and writers",
            ChangeKind.DropTable or ChangeKind.Truncate => $"AccessExclusiveLock on {table}: stops readers and writers",
            ChangeKind.CreateIndex => change.Index is { IsConcurrent: true } ? $"ShareUpdateExclusiveLock on {table}: stops nobody" : $"ShareLock on {table}: stops writers",
            ChangeKind.DropIndex => change.Index is { IsConcurrent: true } ? "ShareUpdateExclusiveLock on the index's table: stops nobody" : "AccessExclusiveLock on the index's table: stops readers and writers",
            ChangeKind.CreateTrigger => $"ShareRowExclusiveLock on {table}: stops writers",
            ChangeKind.UpdateAll or ChangeKind.UpdateSome or ChangeKind.DeleteAll or ChangeKind.DeleteSome => $"rows of {table}: stops writers of the same rows",
            _ => null,
        };
    }
}
