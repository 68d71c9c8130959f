using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pipeline.Sdk.DotNet.Commands;
using Pipeline.Sdk.DotNet.Diagnostics;
using Pipeline.Sdk.DotNet.Tools;

namespace Pipeline.Sdk.DotNet.Packaging;

/// <summary>Writes which packages a release is made of, by CycloneDX, from what the restore found: without any question to a feed.</summary>
internal sealed class BillOfMaterials(RunContext run)
{
    /// <summary>The file's name in the release's folder.</summary>
    public const string FileName = "sbom.cdx.json";

    public async Task WriteAsync(ProjectFile project, string name, SemanticVersion version, PublishOptions options, string folder)
    {
        var program = await NuGetTool.For(run).LocateAsync(ToolPackages.CycloneDx).ConfigureAwait(false);
        ImmutableArray<string> arguments =
        [
            program, project.FullPath, "--output", folder, "--filename", FileName, "--output-format", "Json", "--no-serial-number", "--disable-package-restore",
            "--set-name", name, "--set-version", version.ToString(), "--configuration", options.Configuration.ToString(),
            .. options.Runtime is { } runtime ? (string[])["--runtime", runtime] : [],
        ];
        var result = await new DotNetProcess(run).TryAsync(arguments, options.Variables, showsOutput: false).ConfigureAwait(false);
        var path = Path.Combine(folder, FileName);
        if (result.ExitCode != 0 || !File.Exists(path))
            throw DotNetDiagnostics.NoBillOfMaterials(project.Name, result.ExitCode, OutputText.LastLines(result, 15));

        var bill = await ReadAsync(path).ConfigureAwait(false);

        // Where it finds nothing restored, CycloneDX writes an empty bill and is content.
        var missing = (await PackagesAsync(folder).ConfigureAwait(false)).Except(Components(bill), StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToImmutableArray();
        if (!missing.IsEmpty)
            throw DotNetDiagnostics.NoBillOfMaterials(project.Name, result.ExitCode, [$"These packages of the release are not in it: {string.Join(", ", missing)}"]);

        // The same sources give the same release, whenever it is made.
        (bill?["metadata"] as JsonObject)?.Remove("timestamp");
        await File.WriteAllTextAsync(path, bill?.ToJsonString() + "\n", run.CancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<string> Components(JsonNode? bill) =>
        (bill?["components"] as JsonArray)?.Select(component => component?["name"]?.GetValue<string>()).OfType<string>() ?? [];

    // What programs load, as the publish wrote it beside them.
    private async Task<HashSet<string>> PackagesAsync(string folder)
    {
        var packages = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in Directory.EnumerateFiles(folder, "*.deps.json"))
        {
            var libraries = (await ReadAsync(path).ConfigureAwait(false))?["libraries"] as JsonObject ?? [];
            packages.UnionWith(libraries.Where(library => library.Value?["type"]?.GetValue<string>() == "package").Select(library => library.Key.Split('/')[0]));
        }

        return packages;
    }

    private async Task<JsonNode?> ReadAsync(string path) => JsonNode.Parse(await File.ReadAllTextAsync(path, run.CancellationToken).ConfigureAwait(false));
}
