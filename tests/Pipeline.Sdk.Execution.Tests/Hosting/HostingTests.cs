namespace Pipeline.Sdk.Execution.Tests.Hosting;

/// <summary>Where a run takes place, and where it keeps what outlives the checkout.</summary>
public class HostingTests
{
    [Theory]
    [InlineData("GITHUB_ACTIONS=true CI=true", "GitHub Actions")]
    [InlineData("TF_BUILD=True", "Azure Pipelines")]
    [InlineData("GITLAB_CI=true CI=true", "GitLab CI")]
    [InlineData("TEAMCITY_VERSION=2025.03", "TeamCity")]
    [InlineData("JENKINS_URL=https://ci.example.org/ CI=true", "Jenkins")]
    [InlineData("BUILDKITE=true CI=true", "Buildkite")]
    [InlineData("APPVEYOR=True CI=True", "AppVeyor")]
    [InlineData("APPVEYOR=true CI=true", "AppVeyor")]
    [InlineData("CI=true", "CI")]
    [InlineData("CI=1", "CI")]
    [InlineData("CI=false", null)]
    [InlineData("GITHUB_ACTIONS=false", null)]
    [InlineData("TF_BUILD=", null)]
    [InlineData("", null)]
    public void A_ci_system_is_known_by_its_documented_variables(string variables, string? expected) => Assert.Equal(expected, HostDetection.Ci(Variables(variables)));

    [Fact]
    public void The_actor_is_the_ci_systems_else_the_login_name()
    {
        Assert.Equal("octocat", HostDetection.Actor(Variables("GITHUB_ACTOR=octocat BUILD_REQUESTEDFOR=other")));
        Assert.Equal("somebody", HostDetection.Actor(Variables("GITHUB_ACTOR= BUILD_REQUESTEDFOR=somebody")));
        Assert.Equal(Environment.UserName, HostDetection.Actor(Variables("")));
    }

    [Theory]
    [InlineData(
        "GITHUB_ACTIONS=true GITHUB_ACTOR=octocat GITHUB_REF_TYPE=branch GITHUB_REF_NAME=main GITHUB_EVENT_NAME=push GITHUB_SERVER_URL=https://github.com GITHUB_REPOSITORY=o/r GITHUB_RUN_ID=7",
        "octocat",
        "main",
        false,
        "https://github.com/o/r/actions/runs/7")]
    [InlineData("GITHUB_ACTIONS=true GITHUB_REF_TYPE=branch GITHUB_REF_NAME=3/merge GITHUB_HEAD_REF=topic GITHUB_EVENT_NAME=pull_request", null, "topic", true, null)]
    [InlineData("GITHUB_ACTIONS=true GITHUB_REF_TYPE=tag GITHUB_REF_NAME=v1 GITHUB_EVENT_NAME=push", null, null, false, null)]
    [InlineData(
        "TF_BUILD=True BUILD_REQUESTEDFOR=Ada BUILD_SOURCEBRANCH=refs/heads/feature/x BUILD_REASON=IndividualCI SYSTEM_COLLECTIONURI=https://dev.azure.com/o/ SYSTEM_TEAMPROJECT=p BUILD_BUILDID=9",
        "Ada",
        "feature/x",
        false,
        "https://dev.azure.com/o/p/_build/results?buildId=9")]
    [InlineData(
        "TF_BUILD=True BUILD_SOURCEBRANCH=refs/pull/3/merge SYSTEM_PULLREQUEST_SOURCEBRANCH=refs/heads/topic BUILD_REASON=PullRequest", null, "topic", true, null)]
    [InlineData("TF_BUILD=True BUILD_SOURCEBRANCH=refs/tags/v1", null, null, false, null)]
    [InlineData("GITLAB_CI=true GITLAB_USER_LOGIN=ada CI_COMMIT_BRANCH=main CI_JOB_URL=https://gitlab.com/o/r/-/jobs/1", "ada", "main", false, "https://gitlab.com/o/r/-/jobs/1")]
    [InlineData("GITLAB_CI=true CI_MERGE_REQUEST_IID=4 CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=topic", null, "topic", true, null)]
    [InlineData("TEAMCITY_VERSION=2025.03 BUILD_URL=https://tc.example.org/build/1", null, null, false, "https://tc.example.org/build/1")]
    [InlineData("JENKINS_URL=https://j.example.org/ BRANCH_NAME=main BUILD_URL=https://j.example.org/job/1/", null, "main", false, "https://j.example.org/job/1/")]
    [InlineData("JENKINS_URL=https://j.example.org/ BRANCH_NAME=PR-4 CHANGE_ID=4 CHANGE_BRANCH=topic CHANGE_AUTHOR=ada", "ada", "topic", true, null)]
    [InlineData(
        "BUILDKITE=true BUILDKITE_BUILD_CREATOR=Ada BUILDKITE_BRANCH=main BUILDKITE_PULL_REQUEST=false BUILDKITE_BUILD_URL=https://buildkite.com/o/p/builds/1 BUILDKITE_JOB_ID=ab",
        "Ada",
        "main",
        false,
        "https://buildkite.com/o/p/builds/1#ab")]
    [InlineData("BUILDKITE=true BUILDKITE_BRANCH=topic BUILDKITE_PULL_REQUEST=5", null, "topic", true, null)]
    [InlineData(
        "APPVEYOR=True APPVEYOR_REPO_COMMIT_AUTHOR=Ada APPVEYOR_REPO_BRANCH=main APPVEYOR_URL=https://ci.appveyor.com APPVEYOR_ACCOUNT_NAME=o APPVEYOR_PROJECT_SLUG=p APPVEYOR_BUILD_ID=8",
        "Ada",
        "main",
        false,
        "https://ci.appveyor.com/project/o/p/builds/8")]
    [InlineData("APPVEYOR=True APPVEYOR_REPO_BRANCH=main APPVEYOR_PULL_REQUEST_NUMBER=6 APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH=topic", null, "topic", true, null)]
    [InlineData("CI=true", null, null, false, null)]
    [InlineData("", null, null, false, null)]
    public void What_a_ci_system_documents_is_known(string variables, string? actor, string? branch, bool isPullRequest, string? runUrl)
    {
        var host = HostDetection.Detect(Variables(variables));
        Assert.Equal((actor, branch, isPullRequest, runUrl), (host.Actor, host.Branch, host.IsPullRequest, host.RunUrl));
    }

    [Fact]
    public void Ids_sort_by_time_in_utc()
    {
        var time = new DateTimeOffset(2026, 11, 23, 5, 15, 0, TimeSpan.FromHours(2));
        Assert.Matches("^20261123-031500-[0-9a-f]+$", HostDetection.RunId(time));
        Assert.True(string.CompareOrdinal(HostDetection.RunId(time), HostDetection.RunId(time.AddMilliseconds(1))) < 0);
        Assert.True(string.CompareOrdinal(HostDetection.RunId(time), HostDetection.RunId(time.AddHours(13))) < 0);
    }

    [Fact]
    public void The_state_home_follows_the_xdg_specification()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        Assert.Equal(Path.Combine(home, ".local", "state", "pipeline-sdk"), Path.GetDirectoryName(StateHome.Of("/checkout", Variables(""))));
        Assert.Equal("/xdg/pipeline-sdk", Path.GetDirectoryName(StateHome.Of("/checkout", Variables("XDG_STATE_HOME=/xdg"))));
        Assert.Equal("/own/pipeline-sdk", Path.GetDirectoryName(StateHome.Of("/checkout", Variables("XDG_STATE_HOME=/xdg PIPELINE_STATE_HOME=/own"))));

        // "All paths set in these environment variables must be absolute. […] consider the path invalid and ignore it."
        Assert.Equal(Path.Combine(home, ".local", "state", "pipeline-sdk"), Path.GetDirectoryName(StateHome.Of("/checkout", Variables("XDG_STATE_HOME=relative"))));
    }

    [Fact]
    public void Every_checkout_has_a_state_home_of_its_own()
    {
        var none = Variables("");
        Assert.NotEqual(StateHome.Of("/a", none), StateHome.Of("/b", none));
        Assert.Equal(StateHome.Of("/a/b", none), StateHome.Of("/a/./b/", none));
        Assert.Matches("^[0-9a-f]{16}$", Path.GetFileName(StateHome.Of("/a", none)));
    }

    [Fact]
    public void A_private_folder_is_its_owners_alone()
    {
        using var folder = new TemporaryFolder();
        PrivateFolder.Create(folder["a/b"]);
        foreach (var path in (string[])["a", "a/b"])
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder[path]));
    }

    private static Func<string, string?> Variables(string text)
    {
        var variables = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('=', 2)).ToDictionary(entry => entry[0], entry => entry[1]);
        return name => variables.GetValueOrDefault(name);
    }
}
