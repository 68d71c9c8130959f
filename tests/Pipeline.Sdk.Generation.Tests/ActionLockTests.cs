using Pipeline.Sdk.Generation.Locking;

namespace Pipeline.Sdk.Generation;

public sealed class ActionLockTests
{
    private const string Commit = "3d3c42e5aac5ba805825da76410c181273ba90b1";
    private const string Other = "a98b56852c35b8e3190ac28c8c2271da59106c68";

    [Theory]
    [InlineData("actions/checkout")]
    [InlineData("actions/cache/save")]
    public void A_locked_action_is_pinned_to_its_commit_with_the_version_in_a_comment(string action)
    {
        var uses = ActionLock.Embedded.Uses(action);

        Assert.Matches($"^{action}@[0-9a-f]{{40}}$", uses.Value);
        Assert.Matches("^v[0-9]+\\.[0-9]+\\.[0-9]+$", uses.Comment);
    }

    [Fact]
    public void The_first_lock_holds_what_the_shared_list_holds()
    {
        var list = Path.Combine(Repository.Shared, "data", "github-actions.txt");
        if (!File.Exists(list))
            Assert.Skip($"The list of actions is not at {list}: the first lock is not compared with it");

        var lines = File.ReadLines(list).Where(line => !line.StartsWith('#')).Order(StringComparer.OrdinalIgnoreCase);
        Assert.Equal(lines, ActionLock.Embedded.Actions.Select(action => $"{action.Name} {action.Version} {action.Commit}").Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void An_action_that_is_not_locked_is_refused()
    {
        var diagnostic = Assert.Single(Assert.Throws<InvalidPipelineException>(() => ActionLock.Embedded.Uses("someone/else")).Diagnostics);

        Assert.Equal("PIPE0301", diagnostic.Code);
        Assert.Contains("'someone/else'", diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- uses: actions/checkout@v7")]
    [InlineData("- uses: actions/checkout@main # v7.0.1")]
    [InlineData("- uses: actions/checkout@3D3C42E5AAC5BA805825DA76410C181273BA90B1 # v7.0.1")]
    [InlineData("- uses: actions/checkout@" + Commit)]
    [InlineData("- uses: checkout@" + Commit + " # v7.0.1")]
    [InlineData("- uses: a/b@" + Commit + " # v1.0.0\n    - uses: a/B@" + Commit + " # v1.0.1")]
    public void A_line_that_locks_nothing_is_refused(string line)
    {
        var diagnostics = new List<Diagnostic>();
        ActionLock.Parse("runs:\n  steps:\n    " + line, diagnostics);

        Assert.Equal("PIPE0308", Assert.Single(diagnostics).Code);
    }

    [Fact]
    public void A_bots_change_to_the_lock_is_taken_over_with_what_it_lacks_added()
    {
        var text = $"# mine\r\nruns:\r\n  using: composite\r\n  steps:\r\n    - uses: actions/checkout@{Other} # v9.0.0\r\n";
        var actions = ActionLock.Parse(text, []).With(["actions/checkout", "actions/cache"]);

        Assert.Equal("actions/checkout@" + Other, actions.Uses("actions/checkout").Value);
        Assert.StartsWith(text.ReplaceLineEndings("\n") + "    - uses: actions/cache@", actions.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_that_lacks_nothing_stays_as_it_is() => Assert.Same(ActionLock.Embedded, ActionLock.Embedded.With(["actions/checkout"]));

    [Theory]
    [InlineData("actions/checkout@v4", "PIPE0325")]
    [InlineData("actions/checkout@" + Other, "PIPE0326")]
    [InlineData("someone/else@" + Commit, "PIPE0326")]
    [InlineData("actions/checkout@" + Commit, null)]
    [InlineData("./.github/actions/mine", null)]
    public void A_use_beside_the_lock_is_found(string uses, string? code)
    {
        var found = ActionUse.Check(ActionUse.In("ci.yml", $"jobs:\n  a:\n    steps:\n      - name: x\n        uses: {uses} # why\n"), ActionLock.Embedded).ToList();

        Assert.Equal(code, found.SingleOrDefault()?.Code);
        Assert.All(found, one => Assert.Equal(new SourceLine("ci.yml", 5), one.Source));
    }
}
