namespace Pipeline.Sdk.Tests;

public sealed class InstallSdkTests : IDisposable
{
    private readonly List<StandInRepository> _repositories = [];

    public InstallSdkTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh needs a POSIX shell; Windows starts build.cmd.");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_missing_sdk_is_told_and_nothing_is_installed(bool hasOtherDotNet)
    {
        var repository = Repository(hasOtherDotNet);
        repository.Variables["PIPELINE_DOTNET_INSTALL"] = Installer(repository, "echo installed >&2");

        var run = await repository.StartAsync("Lint");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error PIPE0011: The .NET SDK 10.0.100 that global.json pins is not installed.", run.Error, StringComparison.Ordinal);
        Assert.Contains("./build.sh --install-sdk", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("installed\n", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Install_sdk_installs_it_and_goes_on_and_later_starts_find_it(bool hasOtherDotNet)
    {
        var repository = Repository(hasOtherDotNet);
        repository.Variables["PIPELINE_DOTNET_INSTALL"] = Installer(repository, Works(repository));

        var first = await repository.StartAsync("Lint", "--install-sdk");
        var second = await repository.StartAsync("Lint");
        repository.Write("build/Build.cs", "second");
        var third = await repository.StartAsync("Lint");

        var dotnet = "dotnet: " + Path.Combine(repository.Folder, "home", ".dotnet", "dotnet");
        Assert.Equal((0, "first"), (first.ExitCode, first.Program));
        Assert.Equal(["Lint", "--install-sdk"], first.Words);
        Assert.Equal((0, "first", ""), (second.ExitCode, second.Program, second.Error));
        Assert.Equal((0, "second"), (third.ExitCode, third.Program));
        Assert.All([first, second, third], run => Assert.Contains(dotnet, run.Output));
        Assert.DoesNotContain("Installing", third.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_sdk_that_another_checkout_installed_is_found()
    {
        var repository = Repository(hasOtherDotNet: true);
        StandInRepository.MakeDotNet(Path.Combine(repository.Folder, "home", ".dotnet"));
        MakeGood(Path.Combine(repository.Folder, "home", ".dotnet", "dotnet"));

        var first = await repository.StartAsync("Lint");
        var second = await repository.StartAsync("Lint");

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Equal("", second.Error);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("1")]
    public async Task In_ci_it_is_installed_unasked(string ci)
    {
        var repository = Repository(hasOtherDotNet: true);
        repository.Variables["CI"] = ci;
        repository.Variables["PIPELINE_DOTNET_FOLDER"] = Path.Combine(repository.Folder, "sdk of ci");
        repository.Variables["PIPELINE_DOTNET_INSTALL"] = Installer(repository, Works(repository));

        var run = await repository.StartAsync("Lint");

        Assert.Equal((0, "first"), (run.ExitCode, run.Program));
        Assert.Contains("dotnet: " + Path.Combine(repository.Folder, "sdk of ci", "dotnet"), run.Output);
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("exit 0")]
    [InlineData(null)]
    public async Task An_installer_that_fails_is_told(string? script)
    {
        var repository = Repository(hasOtherDotNet: false);
        repository.Variables["PIPELINE_DOTNET_INSTALL"] = script is null ? Path.Combine(repository.Folder, "no-such-file.sh") : Installer(repository, script);

        var run = await repository.StartAsync("--install-sdk");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error PIPE0013: The .NET SDK 10.0.100 could not be installed", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, repository.Builds);
    }

    public void Dispose()
    {
        foreach (var repository in _repositories)
            repository.Dispose();
    }

    private StandInRepository Repository(bool hasOtherDotNet)
    {
        var repository = new StandInRepository(hasOtherDotNet);
        _repositories.Add(repository);
        repository.Variables["FAKE_SDK"] = "absent";
        return repository;
    }

    private static string Installer(StandInRepository repository, string script)
    {
        var path = Path.Combine(repository.Folder, "stand in installer.sh");
        File.WriteAllText(path, script.ReplaceLineEndings("\n") + "\n");
        return path;
    }

    // Puts a dotnet into --install-dir that has the SDK, after looking at how it was called.
    private static string Works(StandInRepository repository)
    {
        var good = Path.Combine(repository.Folder, "good");
        StandInRepository.MakeDotNet(good);
        MakeGood(Path.Combine(good, "dotnet"));
        return $"""
            [ "$1 $2 $3" = '--version 10.0.100 --install-dir' ] || exit 1
            mkdir -p "$4" && cp '{good}/dotnet' "$4/dotnet"
            """;
    }

    private static void MakeGood(string dotnet) =>
        StandInRepository.MakeProgram(dotnet, File.ReadAllText(dotnet).Replace("${FAKE_SDK:-present}", "present", StringComparison.Ordinal));
}
