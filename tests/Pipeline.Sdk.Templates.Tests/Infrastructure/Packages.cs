using System.IO.Compression;

namespace Pipeline.Sdk.Templates.Tests.Infrastructure;

/// <summary>All packages of this repository, packed once under a version that no cache knows, and the template installed from them.</summary>
public sealed class Packages : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    /// <summary>The version of every package.</summary>
    public string Version { get; } = $"0.1.0-test.{TimeProvider.System.GetUtcNow().Ticks}";

    /// <summary>The folder of the packages, which is a package source.</summary>
    public string Feed => _folder.PathOf("feed");

    /// <summary>Where the packages are unpacked to when they are used.</summary>
    public string Unpacked => _folder.PathOf("unpacked");

    /// <summary>What <c>dotnet new</c> knows.</summary>
    private string Hive => _folder.PathOf("hive");

    /// <summary>The names of the packages, without version and extension.</summary>
    public IReadOnlyList<string> Names =>
        [.. Directory.GetFiles(Feed, "*.nupkg").Select(file => Path.GetFileName(file).Replace($".{Version}.nupkg", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public async ValueTask InitializeAsync()
    {
        await PackAsync();
        await Programs.MustRunAsync(
            _folder.Root, "dotnet", "new", "install", Path.Combine(Feed, $"Pipeline.Sdk.Templates.{Version}.nupkg"), "--debug:custom-hive", Hive);
    }

    /// <summary>Opens a package.</summary>
    public ZipArchive Open(string name, string extension = "nupkg") => ZipFile.OpenRead(Path.Combine(Feed, $"{name}.{Version}.{extension}"));

    /// <summary>Runs the template.</summary>
    public async Task GenerateAsync(string folder, params string[] options) =>
        await Programs.MustRunAsync(folder, "dotnet", ["new", "pipeline", "--debug:custom-hive", Hive, .. options]);

    /// <summary>
    /// Writes the <c>nuget.config</c> of a repository. Ours come from the folder and are unpacked into a folder that goes away; what others made is
    /// taken from where this machine has it.
    /// </summary>
    internal void WriteNuGetConfig(TempFolder folder)
    {
        var machine = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        folder.Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="fresh" value="{Feed}" />
              </packageSources>
              <config>
                <add key="globalPackagesFolder" value="{Unpacked}" />
              </config>
              <fallbackPackageFolders>
                <add key="machine" value="{machine}" />
              </fallbackPackageFolders>
            </configuration>
            """);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    // Not the solution: its tests and programs are no packages. Built in a folder of its own, because others use the repository's meanwhile.
    private async Task PackAsync()
    {
        var projects = Directory.GetFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
            .Append(Repository.PathOf("templates/Pipeline.Sdk.Templates.csproj"))
            .Where(project => !File.ReadAllText(project).Contains("<PipelineRole>Tool", StringComparison.Ordinal));
        _folder.Write("Packages.slnx", $"<Solution>\n{string.Join('\n', projects.Select(project => $"  <Project Path=\"{project}\" />"))}\n</Solution>\n");
        await Programs.MustRunAsync(
            _folder.Root, "dotnet", "pack", "Packages.slnx", "--configuration", "Release", "--output", Feed, "--nologo", "--verbosity", "quiet",
            $"-p:Version={Version}", $"-p:ArtifactsPath={_folder.PathOf("artifacts")}", "-p:RunAnalyzers=false");
    }
}
