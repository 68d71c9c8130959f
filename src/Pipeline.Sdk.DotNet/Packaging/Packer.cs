using Pipeline.Sdk.DotNet.Commands;
using Pipeline.Sdk.DotNet.Diagnostics;

namespace Pipeline.Sdk.DotNet.Packaging;

/// <summary>Makes NuGet packages.</summary>
internal sealed class Packer(RunContext run)
{
    public async Task<PackedPackages> PackAsync(string project, SemanticVersion version, PackOptions options)
    {
        var file = ProjectFile.Find(run, project);
        var folder = RelativePath.Below(run.Root, options.Output);
        // A folder of this call's own tells its packages from those of earlier versions.
        var fresh = Path.Combine(run.StateFolder, "packing", Guid.NewGuid().ToString("N"));
        try
        {
            var arguments = new MSBuildArguments("pack", file)
                .Configuration(options.Configuration)
                .Add("-o", fresh)
                .AddIf(options.NoBuild, "--no-build")
                .AddIf(options.NoRestore && !options.NoBuild, "--no-restore")
                .Version(version);
            await new DotNetProcess(run).RunAsync(arguments.Build(options, run), options.Variables).ConfigureAwait(false);
            return new PackedPackages { Version = version, Paths = [.. Move(project, fresh, folder)] };
        }
        finally
        {
            if (Directory.Exists(fresh))
                Directory.Delete(fresh, recursive: true);
        }
    }

    private List<string> Move(string project, string fresh, string folder)
    {
        if (!Directory.Exists(fresh) || Directory.GetFiles(fresh) is not { Length: > 0 } packages)
            throw DotNetDiagnostics.NothingPacked(project);

        Directory.CreateDirectory(folder);
        var paths = new List<string>();
        foreach (var package in packages.Order(StringComparer.Ordinal))
        {
            var path = Path.Combine(folder, Path.GetFileName(package));
            File.Move(package, path, overwrite: true);
            paths.Add(RelativePath.Relative(path, run.Root) ?? path);
        }

        return paths;
    }
}
