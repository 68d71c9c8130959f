using System.Collections.Immutable;
using System.Globalization;
using Pipeline.Sdk.DotNet.Commands;
using Pipeline.Sdk.DotNet.CoverageReports;
using Pipeline.Sdk.DotNet.Diagnostics;
using Pipeline.Sdk.DotNet.Tools;

namespace Pipeline.Sdk.DotNet.Testing;

/// <summary>Runs tests and believes their result files, not the program's exit code alone.</summary>
internal sealed class Tester(RunContext run, NuGetTool packages)
{
    private readonly DotNetProcess _dotnet = new(run);

    public async Task<TestReport> TestAsync(string project, Configuration configuration, Coverage coverage, TestOptions options)
    {
        var limits = CoverageLimits.Of(options);
        var measured = coverage == Coverage.Cobertura || limits.Any;
        var file = ProjectFile.Find(run, project);
        var folder = Path.Combine(run.StateFolder, "tests", run.Target, file.Name);
        using var others = await ResultsLock.TakeAsync(run, folder).ConfigureAwait(false);
        var results = FreshFolder(folder);

        var arguments = Arguments(file, configuration, measured, options, results);
        var output = await _dotnet.TryAsync(arguments, options.Variables).ConfigureAwait(false);
        var findings = _dotnet.Annotate(output);

        ImmutableArray<TrxRun> runs = [.. Directory.EnumerateFiles(results, "*.trx").Order(StringComparer.Ordinal).Select(TrxReader.Read)];
        if (runs.Length > 0)
            JUnitReport.Write(Path.Combine(results, "junit.xml"), run.Target, runs, run.Mask);
        if (output.ExitCode != 0 && findings.Any(finding => finding.Severity == DiagnosticSeverity.Error))
            throw DotNetProcess.Failed(arguments, output, findings);

        var report = TestReports.Of(runs, run.Root);
        Judge(project, options, output, runs, report);
        if (!measured)
            return report;

        var pages = Path.Combine(run.Root, "artifacts", "coverage", run.Target, file.Name);
        var summary = await new CoverageMerger(run, packages).MergeAsync(project, results, pages).ConfigureAwait(false);
        CoverageByFile.Write(run, file.Name, Path.Combine(pages, "Cobertura.xml"));
        limits.Check(summary, RelativePath.Relative(Path.Combine(pages, "index.html"), run.Root) ?? pages);
        return report with { LineCoverage = summary.Lines, BranchCoverage = summary.Branches };
    }

    private ImmutableArray<string> Arguments(ProjectFile file, Configuration configuration, bool measured, TestOptions options, string results)
    {
        var arguments = new MSBuildArguments("test", file)
            .Configuration(configuration)
            .Add("--logger", "trx", "--results-directory", results)
            .AddIf(options.NoBuild, "--no-build")
            .AddIf(options.NoRestore && !options.NoBuild, "--no-restore")
            .AddIf(options.OneProjectAtATime, "-maxcpucount:1")
            .AddIf(measured, "--collect", "XPlat Code Coverage");
        if (options.Filter is { } filter)
            arguments.Add("--filter", filter);
        if (options.HangTimeout is { } timeout)
            arguments.Add("--blame-hang-timeout", string.Create(CultureInfo.InvariantCulture, $"{(long)timeout.TotalMilliseconds}ms"), "--blame-hang-dump-type", "none");

        return arguments.Build(options, run);
    }

    private void Judge(string project, TestOptions options, ToolResult output, ImmutableArray<TrxRun> runs, TestReport report)
    {
        foreach (var failure in report.Failures)
            run.Log.Annotate(new Annotation(DiagnosticSeverity.Error, failure.Message, failure.File, failure.Line, Title: failure.Test));

        ImmutableArray<string> faults = [.. runs.SelectMany(trx => trx.Faults).Distinct(StringComparer.Ordinal)];
        if (report.Failed > 0)
            throw DotNetDiagnostics.TestsFailed(report.Failed, report.Total, [.. report.Failures.Select(Line)], faults);

        // A crashed xunit process still writes "Passed!" and a file without failures: only exit code and summary tell.
        if (output.ExitCode != 0 || runs.Any(trx => !trx.Succeeded))
        {
            var lastWords = runs.Where(trx => !trx.Succeeded).SelectMany(trx => trx.Output.TakeLast(10)).ToImmutableArray();
            throw DotNetDiagnostics.NoVerdict(output.ExitCode, report.Passed, faults, lastWords.Length > 0 ? lastWords : OutputText.LastLines(output, 15));
        }

        if (report.Total == 0)
            throw DotNetDiagnostics.NoTests(project, options.Filter);
    }

    private static string Line(TestFailure failure) =>
        failure.File is null
            ? $"{failure.Test}: {OutputText.FirstLine(failure.Message)}"
            : $"{failure.File}({failure.Line}): {failure.Test}: {OutputText.FirstLine(failure.Message)}";

    // An older run's results would count as this run's.
    private static string FreshFolder(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);

        return Directory.CreateDirectory(folder).FullName;
    }
}
