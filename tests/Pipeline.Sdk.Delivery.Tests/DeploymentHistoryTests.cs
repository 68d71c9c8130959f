namespace Pipeline.Sdk.Delivery.Tests;

public sealed class DeploymentHistoryTests
{
    [Fact]
    public void Nothing_was_ever_live()
    {
        var history = new DeploymentHistory([], "orders");

        Assert.True(history.Live().IsEmpty);
        Assert.Empty(history.Open);
        Assert.Empty(history.Ended);
    }

    [Fact]
    public void A_rollback_goes_back_to_the_release_before_and_then_there_is_nothing_left()
    {
        var entries = Entries.Whole("1", "A").Concat(Entries.Whole("2", "B")).ToList();
        Assert.Equal(["B", "A"], Live(entries));

        entries.AddRange(Entries.Whole("3", "A", kind: DeploymentKind.Rollback));

        Assert.Equal(["A"], Live(entries));
    }

    [Fact]
    public void What_was_rolled_back_is_never_gone_back_to()
    {
        var entries = Entries.Whole("1", "A").Concat(Entries.Whole("2", "B")).Concat(Entries.Whole("3", "A", kind: DeploymentKind.Rollback)).Concat(Entries.Whole("4", "C"));

        Assert.Equal(["C", "A"], Live(entries));
    }

    [Fact]
    public void Three_releases_can_be_gone_back_through_one_by_one()
    {
        var entries = Entries.Whole("1", "A").Concat(Entries.Whole("2", "B")).Concat(Entries.Whole("3", "C"))
            .Concat(Entries.Whole("4", "B", kind: DeploymentKind.Rollback)).Concat(Entries.Whole("5", "A", kind: DeploymentKind.Rollback));

        Assert.Equal(["A"], Live(entries));
    }

    [Fact]
    public void A_rollback_over_two_releases_takes_both_off()
    {
        var entries = Entries.Whole("1", "A").Concat(Entries.Whole("2", "B")).Concat(Entries.Whole("3", "C")).Concat(Entries.Whole("4", "A", kind: DeploymentKind.Rollback));

        Assert.Equal(["A"], Live(entries));
        Assert.Equal(["D", "A"], Live(entries.Concat(Entries.Whole("5", "D"))));
    }

    [Fact]
    public void The_same_release_deployed_again_is_one()
    {
        Assert.Equal(["A"], Live(Entries.Whole("1", "A").Concat(Entries.Whole("2", "A"))));
    }

    [Fact]
    public void A_release_that_comes_back_by_a_deployment_can_be_rolled_back_from()
    {
        Assert.Equal(["A", "B", "A"], Live(Entries.Whole("1", "A").Concat(Entries.Whole("2", "B")).Concat(Entries.Whole("3", "A"))));
    }

    [Theory]
    [InlineData(nameof(DeploymentKind.Deploy))]
    [InlineData(nameof(DeploymentKind.Rollback))]
    public void What_failed_does_not_count(string kind)
    {
        var entries = Entries.Whole("1", "A").Concat(Entries.Whole("2", "B", JournalStep.Failed, Enum.Parse<DeploymentKind>(kind)));

        Assert.Equal(["A"], Live(entries));
    }

    [Fact]
    public void What_has_no_verdict_is_open_and_does_not_count()
    {
        var entries = Entries.Whole("1", "A").Append(Entries.Entry("2", JournalStep.Begin, "B")).Append(Entries.Entry("2", JournalStep.Switch, "B")).ToList();
        var history = new DeploymentHistory(entries, "orders");

        var open = Assert.Single(history.Open);
        Assert.Equal(("2", JournalStep.Switch), (open.Deployment, open.Step));
        Assert.Equal(["A"], Live(entries));
        Assert.Equal("1", Assert.Single(history.Ended).Verdict.Deployment);
    }

    [Fact]
    public void A_verdict_comes_with_the_beginning_of_its_deployment()
    {
        var history = new DeploymentHistory(Entries.Whole("1", "A").Concat(Entries.Whole("2", "B", JournalStep.Failed)), "orders");

        Assert.Equal([("1", JournalStep.Begin, JournalStep.Succeeded), ("2", JournalStep.Begin, JournalStep.Failed)], history.Ended.Select(ended => (ended.Begin.Deployment, ended.Begin.Step, ended.Verdict.Step)));
    }

    [Fact]
    public void Another_services_deployments_are_not_told()
    {
        var history = new DeploymentHistory(Entries.Whole("1", "A").Concat(Entries.Whole("2", "B", service: "billing")).Append(Entries.Entry("3", JournalStep.Begin, service: "billing")), "orders");

        Assert.Equal("A", Assert.Single(history.Live()).Version);
        Assert.Empty(history.Open);
        Assert.Single(history.Ended);
    }

    private static IEnumerable<string> Live(IEnumerable<JournalEntry> entries) => new DeploymentHistory(entries, "orders").Live().Select(entry => entry.Version);
}
