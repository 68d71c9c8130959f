using System.Collections.Immutable;
using Pipeline.Sdk.DotNet.Commands;
using Pipeline.Sdk.DotNet.Diagnostics;

namespace Pipeline.Sdk.DotNet.Packaging;

/// <summary>Publishes a program as a release: a folder whose content depends on nothing but the sources and the version.</summary>
internal sealed class Publisher(RunContext run)
{
    private const string RuntimeConfig = ".runtimeconfig.json";

    public async Task<Release> PublishAsync(string project, SemanticVersion version, PublishOptions options)
    {
        var file = ProjectFile.Find(run, project);
        var name = options.Name ?? file.Name;
        var folder = RelativePath.Below(run.Root, options.Output ?? $"artifacts/release/{name}");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);

        await new DotNetProcess(run).RunAsync(Arguments(file, version, options, folder), options.Variables).ConfigureAwait(false);
        var entryPoint = EntryPoint(project, file, folder);
        await StaticAssetTimes.UnifyAsync(run, folder).ConfigureAwait(false);
        foreach (var content in options.Include)
            ReleaseContents.Copy(run, content, folder);

        if (options.Sbom)
            await new BillOfMaterials(run).WriteAsync(file, name, version, options, folder).ConfigureAwait(false);

        var files = await ReleaseFiles.ReadAsync(folder, run.CancellationToken).ConfigureAwait(false);
        var release = new Release
        {
            Name = name,
            Version = version,
            Digest = ReleaseManifest.Digest(version.ToString(), files),
            Folder = RelativePath.Relative(folder, run.Root) ?? folder,
            EntryPoint = entryPoint,
            Files = files,
            Commit = run.Run.Commit,
            Sbom = options.Sbom ? BillOfMaterials.FileName : null,
        };
        run.Log.Info($"{release.Name} {release.Version}: {release.Files.Length} files, {release.Digest}");
        return release;
    }

    private ImmutableArray<string> Arguments(ProjectFile file, SemanticVersion version, PublishOptions options, string folder)
    {
        var arguments = new MSBuildArguments("publish", file)
            .Configuration(options.Configuration)
            .Add("-o", folder)
            .Add("--self-contained", "false")
            .AddIf(options.NoRestore, "--no-restore")
            .Version(version);
        if (options.Runtime is { } runtime)
            arguments.Add("-r", runtime);

        // What makes two checkouts differ: source paths; the URL of the remote and the folder in Source Link; generated sources, which are
        // embedded only where there is a repository; the commit, which the version's metadata names already. The launcher differs by system.
        arguments
            .Property("Deterministic", "true")
            .Property("PathMap", PathMap(run.Root))
            .Property("EnableSourceLink", "false")
            .Property("EmbedUntrackedSources", "false")
            .Property("IncludeSourceRevisionInInformationalVersion", "false")
            .Property("UseAppHost", "false");
        return arguments.Build(options, run);
    }

    // The compiler splits at , and = unless they are doubled.
    private static string PathMap(string root) =>
        (Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar)
        .Replace(",", ",,", StringComparison.Ordinal)
        .Replace("=", "==", StringComparison.Ordinal) + "=/_/";

    private static string EntryPoint(string project, ProjectFile file, string folder)
    {
        ImmutableArray<string> programs =
        [
            .. Directory.EnumerateFiles(folder, "*" + RuntimeConfig)
                .Select(path => Path.GetFileName(path)[..^RuntimeConfig.Length])
                .Where(program => File.Exists(Path.Combine(folder, program + ".dll")))
                .Order(StringComparer.Ordinal),
        ];
        // A program that references another one publishes both; the assembly has the project's name unless the author chose another.
        var program = programs is [var only] ? only : programs.FirstOrDefault(candidate => candidate == file.Name);
        return (program ?? throw DotNetDiagnostics.NotAProgram(project, programs)) + ".dll";
    }
}
