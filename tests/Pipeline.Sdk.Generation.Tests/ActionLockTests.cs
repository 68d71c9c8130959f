using Pipeline.Sdk.Generation.GitHub;

namespace Pipeline.Sdk.Generation;

public sealed class ActionLockTests
{
    private const string Commit = "3d3c42e5aac5ba805825da76410c181273ba90b1";

    [Fact]
    public void A_locked_action_is_pinned_to_its_commit_with_the_version_in_a_comment()
    {
        var uses = ActionLock.Embedded.Uses("actions/checkout");

        Assert.Matches("^actions/checkout@[0-9a-f]{40}$", uses.Value);
        Assert.Matches("^v[0-9]+\\.[0-9]+\\.[0-9]+$", uses.Comment);
    }

    [Fact]
    public void An_action_that_is_not_locked_is_refused()
    {
        var diagnostic = Refused(() => ActionLock.Embedded.Uses("someone/else"));

        Assert.Equal("PIPE0301", diagnostic.Code);
        Assert.Contains("'someone/else'", diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("actions/checkout v7")]
    [InlineData("actions/checkout v7.0.1 main")]
    [InlineData("actions/checkout v7.0.1 3D3C42E5AAC5BA805825DA76410C181273BA90B1")]
    [InlineData("checkout v7.0.1 " + Commit)]
    [InlineData("a/b v1.0.0 " + Commit + "\na/B v1.0.1 " + Commit)]
    public void A_line_that_locks_nothing_is_refused(string text) => Assert.Equal("PIPE0308", Refused(() => ActionLock.Parse(text)).Code);

    [Fact]
    public void Comments_and_empty_lines_are_passed_over() =>
        Assert.Equal("a/b@" + Commit, ActionLock.Parse($"# a comment\r\n\r\na/b v1.2.3 {Commit}\r\n").Uses("a/b").Value);

    private static Diagnostic Refused(Func<object> act) => Assert.Single(Assert.Throws<InvalidPipelineException>(act).Diagnostics);
}
