using System.IO.Compression;

namespace Pipeline.Sdk.Templates.Tests.Infrastructure;

/// <summary>All packages of this repository, packed once under a version that no cache knows, and the template installed from them.</summary>
public sealed class Packages : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly SemaphoreSlim _installing = new(1);

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

    /// <summary>Environment variables of a person who has installed these templates, and nothing else.</summary>
    public Dictionary<string, string?> Home => new() { ["DOTNET_CLI_HOME"] = _folder.PathOf("home"), ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1" };

    /// <summary>The global tool, installed from the feed once.</summary>
    public async Task<string> ToolAsync()
    {
        await _installing.WaitAsync();
        try
        {
            var folder = _folder.PathOf("tools");
            if (!Directory.Exists(folder))
            {
                WriteNuGetConfig(_folder);
                await Programs.MustRunAsync(_folder.Root, "dotnet", "tool", "install", "Pipeline.Sdk.Tool", "--tool-path", folder, "--version", Version);
            }

            return Path.Combine(folder, OperatingSystem.IsWindows() ? "pipeline.exe" : "pipeline");
        }
        finally
        {
            _installing.Release();
        }
    }

    /// <summary>Opens a package.</summary>
    public ZipArchive Open(string name, string extension = "nupkg") => ZipFile.OpenRead(Path.Combine(Feed, $"{name}.{Version}.{extension}"));

    /// <summary>Runs the template.</summary>
    public Task GenerateAsync(string folder, params string[] options) => GenerateFromAsync("pipeline", folder, options);

    /// <summary>Runs a template by its short name.</summary>
    public async Task GenerateFromAsync(string template, string folder, params string[] options) =>
        await Programs.MustRunAsync(folder, "dotnet", ["new", template, "--debug:custom-hive", Hive, .. options]);

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
        _installing.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsPacked(string project) =>
        !project.Contains("<PipelineRole>Tool", StringComparison.Ordinal) || project.Contains("<PackAsTool>", StringComparison.Ordinal);

    // Not the solution: its tests and programs are no packages. Built in a folder of its own, because others use the repository's meanwhile.
    private async Task PackAsync()
    {
        var projects = Directory.GetFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
            .Append(Repository.PathOf("templates/Pipeline.Sdk.Templates.csproj"))
            .Where(project => IsPacked(File.ReadAllText(project)));
        _folder.Write("Packages.slnx", $"<Solution>\n{string.Join('\n', projects.Select(project => $"  <Project Path=\"{project}\" />"))}\n</Solution>\n");
        await Programs.MustRunAsync(
            _folder.Root, "dotnet", "pack", "Packages.slnx", "--configuration", "Release", "--output", Feed, "--nologo", "--verbosity", "quiet",
            $"-p:Version={Version}", $"-p:ArtifactsPath={_folder.PathOf("artifacts")}", "-p:RunAnalyzers=false");
    }
}
