using Pipeline.Sdk;
using Pipeline.Sdk.Migrations;

// A migrator in a process of its own, for tests that kill it or wait behind it: <database> <folder>.
try
{
    await new Migrator().MigrateAsync(
        MigrationFolder.Load(args[1]), new SqliteMigrationDatabase(args[0]), new MigrationRun { AppliedBy = "fixture" }, Console.WriteLine).ConfigureAwait(false);
    return 0;
}
catch (StepFailedException failure)
{
    await Console.Error.WriteLineAsync($"{failure.Code}: {failure.Message}").ConfigureAwait(false);
    return 1;
}
