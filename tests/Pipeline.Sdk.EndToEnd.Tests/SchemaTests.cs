namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>Expand, deploy, contract; and what a rollback does with a schema that has moved on.</summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task A_schema_that_supports_the_release_before_is_not_touched_by_a_rollback()
    {
        await using var stage = await LiveAsync();
        Script(stage, "V0002__add_colour.up.sql", "-- pipeline: compatible-from 1.0.0\nALTER TABLE orders ADD COLUMN colour TEXT;\n");
        (await stage.DeployAsync("2.0.0")).MustBe(0);

        (await stage.RunAsync(["Rollback", "--env", "staging"])).MustBe(0).MustSay("supports release 1.0.0; it is not touched", "Rolled back from 2.0.0 to 1.0.0");
    }

    [Fact]
    public async Task A_rollback_that_the_schema_forbids_is_refused_before_any_traffic_moves()
    {
        await using var stage = await LiveAsync();
        Rename(stage);
        (await stage.DeployAsync("2.0.0")).MustBe(0);

        (await stage.RunAsync(["Rollback", "--env", "staging"])).MustBe(3).MustSay("PIPE0646", "Version 2 'rename_what' needs release 2.0.0", "Mend it forward");

        Assert.Equal("2.0.0", await Stage.GetAsync(stage.Url));
        Assert.Empty(stage.Journal("Switch"));
    }

    [Fact]
    public async Task A_way_back_that_was_rehearsed_is_gone_before_the_traffic()
    {
        await using var stage = await LiveAsync();
        Rename(stage);
        (await stage.RunAsync(["MigrateRehearse", "--env", "staging"])).MustBe(0).MustSay("the way back leads back");
        (await stage.DeployAsync("2.0.0")).MustBe(0);

        (await stage.RunAsync(["Rollback", "--env", "staging"])).MustBe(0).MustSay("going back to version 1 by the rehearsed way", "Rolled back from 2.0.0 to 1.0.0");

        Assert.Equal("1.0.0", await Stage.GetAsync(stage.Url));
    }

    [Fact]
    public async Task Contract_steps_wait_until_no_release_that_needs_the_old_shape_can_be_gone_back_to()
    {
        await using var stage = await LiveAsync();
        stage.LayOutRelease("4.0.0");
        Script(stage, "V0002__drop_what.up.sql", "-- pipeline: phase contract\n-- pipeline: compatible-from 2.0.0\nALTER TABLE orders DROP COLUMN what;\n");

        (await stage.DeployAsync("2.0.0")).MustBe(0).MustSay("Contract steps of shop wait, because one can still go back to release 1.0.0: V0002__drop_what.up.sql");
        (await stage.DeployAsync("3.0.0")).MustBe(0).MustSay("Contract steps of shop wait");

        // The first release is no longer kept: everything that one can go back to knows the new shape.
        (await stage.DeployAsync("4.0.0")).MustBe(0).MustSay("Applying V0002__drop_what.up.sql");
        (await stage.RunAsync(["Rollback", "--env", "staging"])).MustBe(0).MustSay("Rolled back from 4.0.0 to 3.0.0");
    }

    [Fact]
    public async Task A_contract_step_that_fails_leaves_the_release_live_and_runs_again_with_the_next_Deploy()
    {
        await using var stage = await LiveAsync();
        Script(stage, "V0002__drop_what.up.sql", "-- pipeline: phase contract\n-- pipeline: compatible-from 1.0.0\nALTER TABLE orders DROP COLUMN waht;\n");

        (await stage.DeployAsync("2.0.0")).MustBe(0).MustSay("The release is live; contract steps of its schema failed and run again with the next Deploy", "waht");
        Assert.Equal("2.0.0", await Stage.GetAsync(stage.Url));

        Script(stage, "V0002__drop_what.up.sql", "-- pipeline: phase contract\n-- pipeline: compatible-from 1.0.0\nALTER TABLE orders DROP COLUMN what;\n");
        (await stage.DeployAsync("2.0.0")).MustBe(0).MustSay("no instance was touched", "Applying V0002__drop_what.up.sql");
    }

    [Fact]
    public async Task Scripts_that_cannot_be_read_do_not_fail_a_release_that_is_live()
    {
        await using var stage = await LiveAsync();

        // The name breaks the rules, and is there only once the schema was checked.
        (await stage.DeployAsync("2.0.0", ("FIXTURE_SPOIL_AT", "Switch"), ("FIXTURE_SPOIL", Path.Combine(stage.Root, "migrations", "V2_drop_what.up.sql")))).MustBe(0)
            .MustSay("The release is live; contract steps of its schema failed and run again with the next Deploy", "V2_drop_what.up.sql");
    }

    [Fact]
    public async Task A_deployment_with_nothing_to_do_opens_the_database_only_while_contract_steps_wait()
    {
        await using var stage = await LiveAsync();
        string[] again = ["Deploy", "--env", "staging", "--release-version", "1.0.0", "--skip", "Migrate"];
        var database = Directory.EnumerateFiles(stage.EnvironmentFolder, "shop.db", SearchOption.AllDirectories).Single();
        var away = database + ".away";

        // A database that is opened is made anew where it is missing.
        File.Move(database, away);
        (await stage.RunAsync(again)).MustBe(0).MustSay("no instance was touched");
        Assert.False(File.Exists(database));

        File.Move(away, database);
        Script(stage, "V0002__drop_what.up.sql", "-- pipeline: phase contract\n-- pipeline: compatible-from 1.0.0\nALTER TABLE orders DROP COLUMN what;\n");
        (await stage.RunAsync(again)).MustBe(0).MustSay("no instance was touched", "Applying V0002__drop_what.up.sql");

        File.Move(database, away);
        (await stage.RunAsync(again)).MustBe(0).MustSay("no instance was touched");
        Assert.False(File.Exists(database));
    }

    [Fact]
    public async Task A_release_records_the_schema_that_it_was_built_for_and_goes_to_no_older_one()
    {
        await using var stage = await LiveAsync();
        Script(stage, "V0002__add_colour.up.sql", "-- pipeline: compatible-from 1.0.0\nALTER TABLE orders ADD COLUMN colour TEXT;\n");
        Script(stage, "V0003__drop_what.up.sql", "-- pipeline: phase contract\n-- pipeline: compatible-from 3.0.0\nALTER TABLE orders DROP COLUMN what;\n");

        (await stage.RunAsync(["Deploy", "--env", "staging", "--release-version", "2.0.0", "--skip", "Migrate"])).MustBe(3)
            .MustSay("PIPE0647", "The release needs schema version 2, and the schema is at 1.");

        (await stage.DeployAsync("2.0.0")).MustBe(0);
        Assert.Equal(2, stage.Journal("Succeeded").Single().GetProperty("needsSchema").GetInt64());
    }

    [Fact]
    public async Task A_rollback_leads_to_no_release_that_was_built_for_a_newer_schema()
    {
        await using var stage = await LiveAsync();
        Script(stage, "V0002__add_colour.up.sql", "-- pipeline: compatible-from 1.0.0\nALTER TABLE orders ADD COLUMN colour TEXT;\n");
        Script(stage, "V0002__add_colour.down.sql", "ALTER TABLE orders DROP COLUMN colour;\n");
        (await stage.DeployAsync("2.0.0")).MustBe(0);
        (await stage.DeployAsync("3.0.0")).MustBe(0);
        (await stage.RunAsync(["MigrateDown", "--env", "staging", "--migrate-version", "1", "--yes"])).MustBe(0);

        (await stage.RunAsync(["Rollback", "--env", "staging"])).MustBe(3).MustSay("PIPE0646", "The release needs schema version 2, and the schema is at 1.");

        Assert.Equal("3.0.0", await Stage.GetAsync(stage.Url));
    }

    [Fact]
    public async Task A_release_that_was_built_behind_a_breaking_script_can_be_gone_back_to()
    {
        await using var stage = await LiveAsync();
        Script(stage, "V0002__rename_what.up.sql", "ALTER TABLE orders RENAME COLUMN what TO title;\n");
        (await stage.DeployAsync("2.0.0")).MustBe(0);
        (await stage.DeployAsync("3.0.0")).MustBe(0);

        // The script says of no release that it fits; this one was built with it.
        (await stage.RunAsync(["Rollback", "--env", "staging"])).MustBe(0).MustSay("supports release 2.0.0; it is not touched", "Rolled back from 3.0.0 to 2.0.0");
        (await stage.RunAsync(["Rollback", "--env", "staging"])).MustBe(3).MustSay("PIPE0646", "breaks earlier releases and declares no compatible-from");
    }

    private static Task<Stage> LiveAsync()
    {
        var stage = new Stage();
        stage.Variables["FIXTURE_SCHEMA"] = "1";
        return RolloutTests.LiveAsync(stage);
    }

    private static void Rename(Stage stage)
    {
        Script(stage, "V0002__rename_what.up.sql", "-- pipeline: compatible-from 2.0.0\nALTER TABLE orders RENAME COLUMN what TO title;\n");
        Script(stage, "V0002__rename_what.down.sql", "ALTER TABLE orders RENAME COLUMN title TO what;\n");
    }

    private static void Script(Stage stage, string name, string text) => File.WriteAllText(Path.Combine(stage.Root, "migrations", name), text);
}
