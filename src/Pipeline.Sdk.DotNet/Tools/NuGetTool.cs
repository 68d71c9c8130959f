using System.Collections.Immutable;
using Pipeline.Sdk.DotNet.Commands;
using Pipeline.Sdk.DotNet.Diagnostics;

namespace Pipeline.Sdk.DotNet.Tools;

/// <summary>Finds programs in the folder of NuGet packages, and restores a missing package once.</summary>
internal sealed class NuGetTool(RunContext run, string packagesFolder)
{
    /// <summary>Uses <c>NUGET_PACKAGES</c>, else <c>.nuget/packages</c> in the user's home. <c>globalPackagesFolder</c> in a nuget.config is not
    /// read, that would take a second; a package that is only there is restored once more.</summary>
    public static NuGetTool For(RunContext run) => new(
        run,
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"));

    /// <summary>The absolute path of a file of a package, or null when it is not there.</summary>
    public string? Find(string packageId, string version, string relativePath)
    {
        // The folder's names are in lower case on every system.
        var path = Path.GetFullPath(Path.Combine(packagesFolder, packageId.ToLowerInvariant(), version.ToLowerInvariant(), relativePath));
        return File.Exists(path) ? path : null;
    }

    /// <summary>The absolute path of a tool's program.</summary>
    /// <exception cref="StepFailedException">It is not there and cannot be restored.</exception>
    public async Task<string> LocateAsync(ToolPackage package)
    {
        if (Find(package.Id, package.Version, package.Program) is { } there)
            return there;

        run.Log.Detail($"{package.Id} {package.Version} is not in {packagesFolder}; it is restored.");
        var result = await RestoreAsync(package).ConfigureAwait(false);
        return Find(package.Id, package.Version, package.Program)
            ?? throw DotNetDiagnostics.ToolMissing(package.Id, package.Version, packagesFolder, Reason(result));
    }

    private async Task<ToolResult> RestoreAsync(ToolPackage package)
    {
        // A folder of its own: two targets may miss the same package at the same time. Below the root, so that the repository's nuget.config counts.
        var folder = Path.Combine(run.StateFolder, "tools", $"{package.Id}.{Guid.NewGuid():N}");
        try
        {
            var project = RestoreProject.Write(folder, package);
            return await new DotNetProcess(run).TryAsync(
                ["restore", project, "--packages", packagesFolder, "--nologo", "-tl:off"],
                ImmutableDictionary<string, string?>.Empty,
                showsOutput: false).ConfigureAwait(false);
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private string Reason(ToolResult result)
    {
        var errors = BuildOutput.Findings(result.StandardOutput, run.Root).Where(finding => finding.Severity == DiagnosticSeverity.Error).ToImmutableArray();
        return errors.Length > 0 ? string.Join(' ', errors.Select(error => $"{error.Code}: {error.Message}").Distinct(StringComparer.Ordinal)) : string.Join(' ', OutputText.LastLines(result, 3));
    }
}
