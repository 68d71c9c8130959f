namespace Pipeline.Sdk.Migrations.Tests;

public sealed class HistoryTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task An_edited_script_is_named_with_the_way_out()
    {
        _bench.Script("V1__orders.sql", "CREATE TABLE orders (id)");
        await _bench.MigrateAsync(run: new MigrationRun { RunId = "run-1", AppliedBy = "ada" });
        _bench.Script("V1__orders.sql", "CREATE TABLE orders (id, name)").Script("V2__more.sql", "CREATE TABLE more (id)");
        var failure = await _bench.FailAsync();

        Assert.Equal("PIPE0710", failure.Code);
        Assert.Contains("'V1__orders.sql' was edited after it was applied on 20", failure.Message, StringComparison.Ordinal);
        Assert.Contains("by ada in run run-1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("put the change into a new script", failure.Message, StringComparison.Ordinal);
        Assert.Equal("0", _bench.Scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'more'"));
    }

    [Fact]
    public async Task Everything_that_disagrees_is_reported_at_once()
    {
        _bench.Script("V1__a.sql", "CREATE TABLE a (id)").Script("V2__b.sql", "CREATE TABLE b (id)").Script("V5__c.sql", "CREATE TABLE c (id)");
        await _bench.MigrateAsync();
        _bench.Script("V1__a.sql", "CREATE TABLE a (id, edited)").Without("V2__b.sql").Script("V3__late.sql", "CREATE TABLE late (id)");
        var failure = await _bench.FailAsync();

        Assert.Contains("disagree on 3 points", failure.Message, StringComparison.Ordinal);
        Assert.Contains("PIPE0710: 'V1__a.sql' was edited", failure.Message, StringComparison.Ordinal);
        Assert.Contains("PIPE0711: Version 2 'b' was applied", failure.Message, StringComparison.Ordinal);
        Assert.Contains("PIPE0712: 'V3__late.sql' is not applied, but the newer version 5 'c' is", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Rename the script so that its version is above 5", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_ends_that_git_changed_are_no_edit()
    {
        _bench.Script("V1__a.sql", "CREATE TABLE a (\n  id\n)");
        await _bench.MigrateAsync();
        _bench.Script("V1__a.sql", "CREATE TABLE a (\r\n  id\r\n)");

        Assert.Equal(1, (await _bench.MigrateAsync()).AlreadyApplied);
    }

    [Fact]
    public async Task A_list_that_was_tampered_with_is_reported()
    {
        _bench.Script("V1__a.sql", "CREATE TABLE a (id)");
        await _bench.MigrateAsync();
        _bench.Execute("UPDATE pipeline_migrations SET applied_at = 'yesterday'");

        Assert.Equal("PIPE0732", (await _bench.FailAsync()).Code);
    }
}
