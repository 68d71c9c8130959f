using System.Collections;

namespace Pipeline.Sdk.LocalHost.Tests;

public sealed class PathsTests
{
    [Fact]
    public void A_socket_path_fits_the_system_however_long_the_folders_are()
    {
        var runtime = Directory.CreateTempSubdirectory("localhost-" + new string('x', 90)).FullName;
        try
        {
            var paths = new LocalHostPaths("/var/" + new string('s', 300), "test", runtime);
            Assert.True(paths.SocketPath.Length < 104, paths.SocketPath);
            Assert.NotEqual(paths.SocketPath, new LocalHostPaths("/var/other", "test", runtime).SocketPath);
        }
        finally
        {
            Directory.Delete(runtime);
        }
    }

    [Fact]
    public void A_socket_folder_that_is_open_to_others_or_a_link_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("localhost-").FullName;
        try
        {
            SocketFolder.Ensure(Path.Combine(folder, "good"));
            Directory.CreateDirectory(Path.Combine(folder, "open"));
            File.SetUnixFileMode(Path.Combine(folder, "open"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead);
            Directory.CreateSymbolicLink(Path.Combine(folder, "link"), Path.Combine(folder, "good"));

            var open = Assert.Throws<LocalHostException>(() => SocketFolder.Ensure(Path.Combine(folder, "open")));
            var link = Assert.Throws<LocalHostException>(() => SocketFolder.Ensure(Path.Combine(folder, "link")));

            Assert.Equal(("PIPE0803", "PIPE0803"), (open.Code, link.Code));
            Assert.Contains("mode is 740", open.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_host_gets_no_secret_and_no_tracking_variable_of_the_job()
    {
        var job = new Hashtable
        {
            ["PATH"] = "/bin",
            ["DOTNET_ROOT"] = "/dotnet",
            ["LC_ALL"] = "C",
            ["DOTNET_STARTUP_HOOKS"] = "/checkout/hook.dll",
            ["RUNNER_TRACKING_ID"] = "github_1",
            ["GITHUB_TOKEN"] = "hush",
        };

        Assert.Equal(["DOTNET_ROOT", "LC_ALL", "PATH"], HostVariables.From(job, keepCiTracking: false).Keys.Order());
        Assert.Equal(["DOTNET_ROOT", "LC_ALL", "PATH", "RUNNER_TRACKING_ID"], HostVariables.From(job, keepCiTracking: true).Keys.Order());
    }

    [Fact]
    public async Task A_client_without_a_host_says_so()
    {
        using var client = new LocalHostClient("/tmp/no-such-folder/none.sock");
        Assert.Equal("PIPE0801", (await Assert.ThrowsAsync<LocalHostException>(() => client.GetStatusAsync())).Code);
    }
}
