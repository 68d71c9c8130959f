using Pipeline.Sdk.DotNet.Tests.Infrastructure;
using Pipeline.Sdk.DotNet.Tools;
using Pipeline.Sdk.DotNet.Versioning;

namespace Pipeline.Sdk.DotNet.Tests;

public sealed class GitVersionTests
{
    [Fact]
    public async Task A_tag_is_the_version_and_the_commit_its_metadata()
    {
        using var folder = await RepositoryAsync();

        var version = await new TestRun(folder.Root).Context.GitVersion();

        Assert.Equal($"1.2.0+{await ShortShaAsync(folder.Root)}", version.ToString());
    }

    [Fact]
    public async Task It_is_computed_once_for_what_is_checked_out()
    {
        using var folder = await RepositoryAsync();
        var first = await VersionAsync(programs: 1);
        Assert.Equal(first, await VersionAsync(programs: 0));

        await Git.RunAsync(folder.Root, "tag", "v2.0.0");
        Assert.StartsWith("2.0.0+", (await VersionAsync(programs: 1)).ToString(), StringComparison.Ordinal);

        await Git.RunAsync(folder.Root, "tag", "-d", "v2.0.0");
        Assert.Equal(first, await VersionAsync(programs: 0));

        folder.Write("GitVersion.yml", "next-version: 3.0.0\n");
        await VersionAsync(programs: 1);

        await Git.RunAsync(folder.Root, "checkout", "--quiet", "-b", "feature/a");
        await VersionAsync(programs: 1);

        async Task<SemanticVersion> VersionAsync(int programs)
        {
            var run = new TestRun(folder.Root);
            var version = await run.Context.GitVersion();
            Assert.Equal(programs, run.Processes.Commands.Count(command => command.Name == "dotnet"));
            return version;
        }
    }

    [Fact]
    public async Task A_kept_version_that_cannot_be_read_is_computed_again()
    {
        using var folder = await RepositoryAsync();
        var first = await new TestRun(folder.Root).Context.GitVersion();
        var file = Assert.Single(Directory.GetFiles(Path.Combine(folder.Root, ".pipeline", "versions")));

        await File.WriteAllTextAsync(file, "half a ver", TestContext.Current.CancellationToken);

        Assert.Equal(first, await new TestRun(folder.Root).Context.GitVersion());
        Assert.Equal(first + "\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_fresh_clone_with_a_detached_head_knows_its_branch_and_stays_as_it_was()
    {
        using var folder = await RepositoryAsync();
        await Git.CommitAllAsync(folder.Root, "two");
        using var clones = new TempFolder();
        await Git.RunAsync(clones.Root, "clone", "--quiet", folder.Root, "ci");
        var clone = Path.Combine(clones.Root, "ci");
        // As actions/checkout leaves it: no local branch at all.
        await Git.RunAsync(clone, "checkout", "--quiet", "--detach", "origin/main");
        await Git.RunAsync(clone, "branch", "--quiet", "-D", "main");
        var before = Git.Snapshot(clone);

        var version = await VersionOnCiAsync(clone, "refs/heads/main");

        Assert.Equal($"1.2.1-1+{await ShortShaAsync(clone)}", version.ToString());
        Assert.Equal(before, Git.Snapshot(clone));
    }

    [Fact]
    public async Task A_detached_pull_request_is_versioned_as_one()
    {
        using var folder = await RepositoryAsync();
        using var clones = new TempFolder();
        await Git.RunAsync(clones.Root, "clone", "--quiet", folder.Root, "ci");
        var clone = Path.Combine(clones.Root, "ci");
        await Git.RunAsync(clone, "checkout", "--quiet", "--detach");
        await Git.CommitAllAsync(clone, "Merge pull request #7");
        await Git.RunAsync(clone, "update-ref", "refs/remotes/pull/7/merge", "HEAD");
        await Git.RunAsync(clone, "branch", "--quiet", "-D", "main");

        var version = await VersionOnCiAsync(clone, "refs/pull/7/merge");

        Assert.StartsWith("1.2.1-PullRequest7.", version.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shallow_clone_is_refused_with_the_way_out()
    {
        using var folder = await RepositoryAsync();
        await Git.CommitAllAsync(folder.Root, "two");
        using var clones = new TempFolder();
        await Git.RunAsync(clones.Root, "clone", "--quiet", "--depth", "1", new Uri(folder.Root).AbsoluteUri, "shallow");

        var failure = await FailureAsync(Path.Combine(clones.Root, "shallow"));

        Assert.Equal("PIPE0512", failure.Code);
        Assert.Contains("git fetch --unshallow --tags", failure.Message, StringComparison.Ordinal);
        Assert.Contains("fetch-depth: 0", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_repository_or_a_commit_there_is_no_version()
    {
        using var folder = new TempFolder();
        Assert.Equal("PIPE0510", (await FailureAsync(folder.Root)).Code);

        await Git.RunAsync(folder.Root, "init", "--quiet");
        Assert.Equal("PIPE0511", (await FailureAsync(folder.Root)).Code);
    }

    [Fact]
    public void A_configuration_at_the_root_of_gits_repository_is_part_of_what_a_version_rests_on()
    {
        using var folder = new TempFolder();
        folder.Write("above/GitVersion.yml", "mode: Mainline");
        Directory.CreateDirectory(Path.Combine(folder.Root, "above", "git", ".git"));
        var root = Directory.CreateDirectory(Path.Combine(folder.Root, "above", "git", "services", "orders")).FullName;
        var before = Key();

        folder.Write("above/GitVersion.yml", "workflow: GitHubFlow/v1");
        Assert.Equal(before, Key());
        folder.Write("above/git/GitVersion.yml", "workflow: GitHubFlow/v1");
        Assert.NotEqual(before, Key());

        string Key() => VersionKey.FileOf(root, "HEAD", "refs", _ => null);
    }

    [Fact]
    public async Task A_configuration_that_GitVersion_does_not_accept_is_quoted()
    {
        using var folder = await RepositoryAsync();
        folder.Write("GitVersion.yml", "workflow: Nonsense/v9\n");

        var failure = await FailureAsync(folder.Root);

        Assert.Equal("PIPE0513", failure.Code);
        Assert.DoesNotContain("INFO", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Nonsense", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refs/remotes/origin/HEAD refs/remotes/origin/main refs/remotes/origin/feature/a", "refs/heads/feature/a", "feature/a")]
    [InlineData("refs/remotes/origin/main refs/remotes/origin/feature/a", "refs/pull/7/merge", "main")]
    [InlineData("refs/heads/feature/b refs/remotes/origin/feature/a", null, "feature/a")]
    [InlineData("refs/remotes/origin/main refs/remotes/pull/7/merge", "refs/pull/7/merge", null)]
    [InlineData("", "refs/tags/v1.0.0", null)]
    public void A_detached_head_stands_for_the_branch_that_CI_names_else_the_trunk(string references, string? ci, string? branch) =>
        Assert.Equal(branch, DetachedBranch.Choose(references.Split(' ', StringSplitOptions.RemoveEmptyEntries), name => name == "GITHUB_REF" ? ci : null));

    private static async Task<TempFolder> RepositoryAsync()
    {
        var folder = new TempFolder();
        await Git.RunAsync(folder.Root, "init", "--quiet");
        await Git.CommitAllAsync(folder.Root, "one");
        await Git.RunAsync(folder.Root, "tag", "v1.2.0");
        return folder;
    }

    private static Task<string> ShortShaAsync(string folder) => Git.RunAsync(folder, "rev-parse", "--short=7", "HEAD");

    private static Task<SemanticVersion> VersionOnCiAsync(string folder, string reference)
    {
        var run = new TestRun(folder).Context;
        return new GitVersionTool(run, NuGetTool.For(run), name => name == "GITHUB_REF" ? reference : null).VersionAsync();
    }

    private static Task<StepFailedException> FailureAsync(string folder) =>
        Assert.ThrowsAsync<StepFailedException>(() => new TestRun(folder).Context.GitVersion());
}
