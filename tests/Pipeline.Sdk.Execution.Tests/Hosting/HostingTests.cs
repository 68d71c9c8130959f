namespace Pipeline.Sdk.Execution.Tests.Hosting;

/// <summary>Where a run takes place, and where it keeps what outlives the checkout.</summary>
public class HostingTests
{
    [Theory]
    [InlineData("GITHUB_ACTIONS=true CI=true", "GitHub Actions")]
    [InlineData("TF_BUILD=True", "Azure Pipelines")]
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
        var variables = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('=')).ToDictionary(entry => entry[0], entry => entry[1]);
        return name => variables.GetValueOrDefault(name);
    }
}
