using System.Diagnostics;
using Pipeline.Sdk;
using Pipeline.Sdk.Migrations;

// A migrator in a process of its own, for tests that kill it or wait behind it: <SQLite file or PostgreSQL connection string> <folder> [<checkpoint> [least]].
// It kills itself when it reaches the checkpoint, so that a test can choose the moment.
var checkpoint = args.Length > 2 ? args[2] : "";
var isLeast = args.Length > 3 && args[3] == "least";
try
{
    MigrationDatabase database = args[0].Contains("Host=", StringComparison.Ordinal)
        ? new PostgresMigrationDatabase(args[0], new PostgresMigrationOptions { LeastPrivilege = isLeast, BatchDuration = TimeSpan.FromMilliseconds(10), Checkpoint = Reach })
        : new SqliteMigrationDatabase(args[0], new SqliteMigrationOptions { BatchDuration = TimeSpan.FromMilliseconds(10), Checkpoint = Reach });
    await new Migrator().MigrateAsync(MigrationFolder.Load(args[1]), database, new MigrationRun { AppliedBy = "fixture" }, Console.WriteLine).ConfigureAwait(false);
    return 0;
}
catch (StepFailedException failure)
{
    await Console.Error.WriteLineAsync($"{failure.Code}: {failure.Message}").ConfigureAwait(false);
    return 1;
}

void Reach(string name)
{
    if (name != checkpoint) return;

    Console.WriteLine($"Reached {name}");
    Process.GetCurrentProcess().Kill();
}
