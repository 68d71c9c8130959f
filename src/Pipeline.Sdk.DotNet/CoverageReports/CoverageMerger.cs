using System.Collections.Immutable;
using Pipeline.Sdk.DotNet.Commands;
using Pipeline.Sdk.DotNet.Diagnostics;
using Pipeline.Sdk.DotNet.Tools;

namespace Pipeline.Sdk.DotNet.CoverageReports;

/// <summary>Merges the Cobertura files of all test assemblies with ReportGenerator.</summary>
internal sealed class CoverageMerger(RunContext run, NuGetTool packages)
{
    /// <summary>Writes <c>Cobertura.xml</c> and <c>index.html</c> and gives the totals.</summary>
    public async Task<CoverageSummary> MergeAsync(string project, string results, string folder)
    {
        // One level down only: the TRX logger keeps copies two levels further.
        if (!Directory.EnumerateDirectories(results).Any(attachments => File.Exists(Path.Combine(attachments, "coverage.cobertura.xml"))))
            throw DotNetDiagnostics.NoCoverage(project);

        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);

        var tool = await packages.LocateAsync(ToolPackages.ReportGenerator).ConfigureAwait(false);
        await new DotNetProcess(run).RunAsync(
            [
                tool,
                $"-reports:{Path.Combine(results, "*", "coverage.cobertura.xml")}",
                $"-targetdir:{folder}",
                $"-sourcedirs:{run.Root}",
                "-reporttypes:Html;Cobertura",
                "-verbosity:Warning",
            ],
            ImmutableDictionary<string, string?>.Empty).ConfigureAwait(false);
        var summary = CoberturaReader.Read(Path.Combine(folder, "Cobertura.xml"));
        return summary.Lines is null ? throw DotNetDiagnostics.NoCoverage(project) : summary;
    }
}
