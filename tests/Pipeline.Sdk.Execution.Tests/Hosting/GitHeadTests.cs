using System.Diagnostics;

namespace Pipeline.Sdk.Execution.Tests.Hosting;

/// <summary>The commit, compared with what git itself says.</summary>
public sealed class GitHeadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Repository => _folder["repository"];

    public GitHeadTests()
    {
        Directory.CreateDirectory(Repository);
        Git(Repository, "init", "-q", "-b", "main");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Outside_of_a_repository_there_is_none()
    {
        Directory.CreateDirectory(_folder["plain"]);
        Assert.Null(GitHead.Read(_folder["plain"]));
        Assert.Null(GitHead.Read(_folder["nowhere"]));
    }

    [Fact]
    public void Before_the_first_commit_there_is_none() => Assert.Null(GitHead.Read(Repository));

    [Fact]
    public void On_a_branch_it_is_the_branchs_commit()
    {
        Commit();
        Git(Repository, "checkout", "-q", "-b", "feature/with-slash");
        Commit();
        IsWhatGitSays(Repository);
    }

    [Fact]
    public void A_detached_head_is_read()
    {
        Commit();
        Commit();
        Git(Repository, "checkout", "-q", "--detach", "HEAD~1");
        IsWhatGitSays(Repository);
    }

    [Fact]
    public void Packed_refs_are_read_and_a_loose_one_wins()
    {
        Commit();
        Git(Repository, "branch", "other/main");
        Git(Repository, "tag", "-a", "v1", "-m", "peeled in the packed file");
        Git(Repository, "pack-refs", "--all");
        Assert.False(File.Exists(Path.Combine(Repository, ".git/refs/heads/main")));
        IsWhatGitSays(Repository);

        Commit();
        IsWhatGitSays(Repository);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_worktree_has_its_own_commit(bool packed)
    {
        Commit();
        Git(Repository, "worktree", "add", "-q", "-b", "side", _folder["side"]);
        Git(_folder["side"], "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "--allow-empty", "-m", "side");
        if (packed)
            Git(Repository, "pack-refs", "--all");

        IsWhatGitSays(_folder["side"]);
        IsWhatGitSays(Repository);
        Assert.NotEqual(GitHead.Read(Repository), GitHead.Read(_folder["side"]));
    }

    [Fact]
    public void A_worktree_may_be_detached()
    {
        Commit();
        Git(Repository, "worktree", "add", "-q", "--detach", _folder["side"]);
        IsWhatGitSays(_folder["side"]);
    }

    [Fact]
    public void A_submodule_has_its_own_commit()
    {
        Commit();
        Git(_folder.Path, "-c", "protocol.file.allow=always", "clone", "-q", Repository, "parent");
        Git(_folder["parent"], "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", Repository, "module");
        Commit();
        IsWhatGitSays(_folder["parent/module"]);
    }

    [Fact]
    public void The_branch_is_known_before_the_first_commit_and_not_when_detached()
    {
        Assert.Equal("main", GitHead.Branch(Repository));
        Commit();
        Git(Repository, "checkout", "-q", "-b", "feature/with-slash");
        Git(Repository, "worktree", "add", "-q", "-b", "side", _folder["side"]);
        Assert.Equal("feature/with-slash", GitHead.Branch(Repository));
        Assert.Equal("side", GitHead.Branch(_folder["side"]));
        Git(Repository, "checkout", "-q", "--detach");
        Assert.Null(GitHead.Branch(Repository));
        Assert.Null(GitHead.Branch(_folder["nowhere"]));
    }

    private static void IsWhatGitSays(string folder)
    {
        var commit = GitHead.Read(folder);
        Assert.Matches("^[0-9a-f]{40}$", commit);
        Assert.Equal(Git(folder, "rev-parse", "HEAD"), commit);
    }

    private void Commit() => Git(Repository, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "--allow-empty", "-m", "a commit");

    private static string Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", folder, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_SYSTEM"] = "/dev/null";
        start.Environment["GIT_COMMITTER_NAME"] = "t";
        start.Environment["GIT_COMMITTER_EMAIL"] = "t@example.org";
        foreach (var name in (string[])["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"])
            start.Environment.Remove(name);
        using var git = Process.Start(start);
        Assert.NotNull(git);
        var error = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, $"git {string.Join(' ', arguments)}: {error.GetAwaiter().GetResult()}");
        return output.Trim();
    }
}
