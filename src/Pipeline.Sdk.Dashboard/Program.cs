using Pipeline.Sdk.Dashboard;

if (DashboardSettings.From(Environment.GetEnvironmentVariable) is not { } settings)
{
    await Console.Error.WriteLineAsync(
        "error PIPE0790: DASHBOARD_DB is not set. Set it to the path of the dashboard's SQLite database or to a PostgreSQL connection string; the pipeline's Migrate target creates the schema.")
        .ConfigureAwait(false);
    return 1;
}

var app = DashboardApplication.Create(args, settings, TimeProvider.System);
await using (app.ConfigureAwait(false))
{
    try
    {
        await app.RunAsync().ConfigureAwait(false);
        return 0;
    }
    catch (IOException unavailable)
    {
        // Kestrel's way to say that an address is in use or is not this machine's.
        await Console.Error.WriteLineAsync($"error PIPE0791: {unavailable.Message} Set ASPNETCORE_URLS to a free address.").ConfigureAwait(false);
        return 1;
    }
}
