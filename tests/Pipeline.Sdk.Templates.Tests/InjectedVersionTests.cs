using System.IO.Compression;
using System.Xml.Linq;
using Pipeline.Sdk.Templates.Tests.Infrastructure;

namespace Pipeline.Sdk.Templates.Tests;

/// <summary>The version of the git history in assemblies and packages that a person builds by hand: computed once for a repository and a commit, whatever the number of projects.</summary>
[Collection(nameof(GeneratedRepository))]
public sealed class InjectedVersionTests(InjectedVersionTests.Built built) : IClassFixture<InjectedVersionTests.Built>
{
    private const string Targets = "$(MSBuildThisFileDirectory).pipeline/msbuild/Pipeline.Repository.targets";

    [Fact]
    public async Task Every_project_has_the_version_of_the_history_and_the_pipeline_computes_it_once()
    {
        using var repository = await built.CopyAsync();

        var first = await BinaryLog.OfBuildAsync(repository.Root, "Shop.slnx", "-m");
        Assert.Equal((0, 3), (first.ExitCode, first.OurTasks)); // looks, asks the program, looks again
        Assert.Equal([$"1.2.0+{await ShortShaAsync(repository)}"], Versions(repository));
        Assert.Equal(1, await RunsOfVersionAsync(repository));

        // The same commit: one look for five projects, and a project alone looks too.
        foreach (var options in (string[][])[["Shop.slnx", "-m"], ["Shop.slnx", "-graph"], ["src/A/A.csproj"], ["Shop.slnx", "-c", "Release"]])
        {
            var again = await BinaryLog.OfBuildAsync(repository.Root, options);
            Assert.Equal((0, 1), (again.ExitCode, again.OurTasks));
        }

        // A tag on the same commit is another version; so is a commit.
        await GitAsync(repository, "tag", "v1.3.0");
        Assert.Equal(0, (await BinaryLog.OfBuildAsync(repository.Root, "Shop.slnx", "-m")).ExitCode);
        Assert.Equal([$"1.3.0+{await ShortShaAsync(repository)}"], Versions(repository));
        await GitAsync(repository, "commit", "--quiet", "--allow-empty", "-m", "Two");
        Assert.Equal(0, (await BinaryLog.OfBuildAsync(repository.Root, "Shop.slnx", "-m")).ExitCode);
        Assert.Equal([$"1.3.1-1+{await ShortShaAsync(repository)}"], Versions(repository));
        Assert.Equal(3, await RunsOfVersionAsync(repository));

        // A run of the pipeline takes the same one.
        Assert.Contains($"Version 1.3.1-1+{await ShortShaAsync(repository)}, computed before", await MustBuildAsync(repository, "Version"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kept_version_that_was_damaged_is_computed_again()
    {
        using var repository = await built.CopyAsync();
        Assert.Equal(0, (await BinaryLog.OfBuildAsync(repository.Root, "src/B/B.csproj")).ExitCode);
        var kept = Assert.Single(Directory.GetFiles(repository.PathOf(".pipeline/versions")));
        var version = await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(kept, "1.2", TestContext.Current.CancellationToken);

        var again = await BinaryLog.OfBuildAsync(repository.Root, "src/B/B.csproj");
        Assert.Equal((0, 3), (again.ExitCode, again.OurTasks));
        Assert.Equal(version, await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Packages_have_it_too_and_depend_on_each_other_by_it()
    {
        using var repository = await built.CopyAsync();

        await Programs.MustRunAsync(repository.Root, "dotnet", "pack", "src/A/A.csproj", "--nologo", "-o", "packed");

        await using var file = File.OpenRead(repository.PathOf("packed/A.1.2.0.nupkg"));
        using var package = new ZipArchive(file);
        await using var description = await (package.GetEntry("A.nuspec") ?? throw new InvalidOperationException("No description.")).OpenAsync();
        var dependency = XDocument.Load(description).Descendants().Single(element => element.Name.LocalName == "dependency");
        Assert.Equal(("B", "1.2.0"), (dependency.Attribute("id")?.Value, dependency.Attribute("version")?.Value?.Split('+')[0]));
    }

    [Fact]
    public async Task A_version_that_is_given_wins_and_without_the_property_nothing_is_asked()
    {
        using var repository = await built.CopyAsync();

        foreach (var option in (string[])["-p:Version=7.1.0", "-p:VersionPrefix=7.1.0", "-p:PipelineGitVersion=false", "-p:DesignTimeBuild=true"])
            Assert.Equal((option, 0), (option, (await BinaryLog.OfBuildAsync(repository.Root, "Shop.slnx", option)).OurTasks));
    }

    [Fact]
    public async Task No_history_and_no_target_are_coded_errors_of_the_build()
    {
        using var repository = await built.CopyAsync();

        var other = await BinaryLog.OfBuildAsync(repository.Root, "src/B/B.csproj", "-p:PipelineVersionTarget=Hello");
        Assert.Equal((1, "PIPE0904"), (other.ExitCode, other.Errors.Single().Code));

        Directory.Move(repository.PathOf(".git"), repository.PathOf("git"));
        var none = await BinaryLog.OfBuildAsync(repository.Root, "src/B/B.csproj");
        Assert.Equal(1, none.ExitCode);
        Assert.Contains("PIPE0510", none.Errors.Select(error => error.Code));

        using var clones = new TempFolder();
        await Programs.MustRunAsync(clones.Root, "git", "clone", "--quiet", "--depth", "1", new Uri(repository.PathOf("git")).AbsoluteUri, "shallow");
        Directory.Move(Path.Combine(clones.Root, "shallow", ".git"), repository.PathOf(".git"));
        var shallow = await BinaryLog.OfBuildAsync(repository.Root, "src/B/B.csproj");
        Assert.Contains("PIPE0512", shallow.Errors.Select(error => error.Code));
    }

    // What stands in front of the full hash that .NET puts behind it.
    private static IEnumerable<string> Versions(HandMadeRepository repository) => "ABCDE"
        .Select(name => System.Diagnostics.FileVersionInfo.GetVersionInfo(repository.PathOf($"src/{name}/bin/Debug/net10.0/{name}.dll")).ProductVersion ?? "")
        .Select(version => string.Join('.', version.Split('+')) is var text && text.LastIndexOf('.') is var end and > 0 && version.Contains('+', StringComparison.Ordinal) ? version[..end] : version)
        .Distinct();

    private static async Task<int> RunsOfVersionAsync(HandMadeRepository repository) =>
        (await MustBuildAsync(repository, "Runs")).Split('\n').Count(line => line.Contains(" Version", StringComparison.Ordinal));

    private static async Task<string> MustBuildAsync(HandMadeRepository repository, string target)
    {
        var run = await repository.BuildAsync(target);
        Assert.True(run.ExitCode == 0, run.StandardOutput + run.StandardError);
        return run.StandardOutput;
    }

    private static async Task<string> ShortShaAsync(HandMadeRepository repository) => (await GitAsync(repository, "rev-parse", "--short=7", "HEAD")).Trim();

    private static async Task<string> GitAsync(HandMadeRepository repository, params string[] arguments) =>
        (await Programs.MustRunAsync(repository.Root, "git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", .. arguments])).StandardOutput;

    private static async Task<HandMadeRepository> FiveProjectsAsync(Packages packages)
    {
        var repository = new HandMadeRepository(packages, WayIn.Sdk)
            .Write("build/Build.cs", """
                var build = PipelineBuilder.Create(args);
                build.Target("Hello").Run(run => run.Log.Info("Hello"));
                build.Target("Version").Run(run => run.GitVersion());
                return build.Run();

                """)
            .Write("Directory.Build.props", "<Project><PropertyGroup><TargetFramework>net10.0</TargetFramework><PipelineGitVersion>true</PipelineGitVersion></PropertyGroup></Project>")
            .Write("Directory.Build.targets", $"<Project><Import Project=\"{Targets}\" Condition=\"Exists('{Targets}')\" /></Project>")
            .Write("Shop.slnx", $"<Solution>{string.Concat("ABCDE".Select(name => $"<Project Path=\"src/{name}/{name}.csproj\" />"))}</Solution>")
            .Write(".gitignore", ".pipeline/\nbin/\nobj/\npacked/\ngit/\n");
        foreach (var name in "ABCDE")
            repository.Write($"src/{name}/{name}.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\">{(name == 'A' ? "<ItemGroup><ProjectReference Include=\"../B/B.csproj\" /></ItemGroup>" : "")}</Project>");

        await GitAsync(repository, "init", "--quiet", "--initial-branch=main");
        await GitAsync(repository, "add", "--all");
        await GitAsync(repository, "commit", "--quiet", "-m", "One");
        await GitAsync(repository, "tag", "v1.2.0");
        await GitAsync(repository, "commit", "--quiet", "--allow-empty", "-m", "Before the tag");
        await GitAsync(repository, "tag", "--force", "v1.2.0");
        return repository;
    }

    /// <summary>Five projects, and their pipeline built once: <c>build.sh</c> has put the targets there.</summary>
    public sealed class Built(Packages packages) : IAsyncLifetime
    {
        private HandMadeRepository? _repository;

        public async ValueTask InitializeAsync()
        {
            _repository = await FiveProjectsAsync(packages);
            await MustBuildAsync(_repository, "Hello");
        }

        /// <summary>A copy with the times of the files, so that nothing in it is out of date.</summary>
        internal async Task<HandMadeRepository> CopyAsync()
        {
            var copy = new HandMadeRepository(packages, WayIn.Sdk);
            await Programs.MustRunAsync(copy.Root, "cp", "-a", "--no-target-directory", (_repository ?? throw new InvalidOperationException("It was not built.")).Root, copy.Root);
            return copy;
        }

        public ValueTask DisposeAsync()
        {
            _repository?.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
