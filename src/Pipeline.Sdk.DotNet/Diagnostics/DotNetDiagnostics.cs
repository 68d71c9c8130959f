using System.Globalization;

namespace Pipeline.Sdk.DotNet.Diagnostics;

/// <summary>Everything that can go wrong in this room, PIPE0501 to PIPE0529.</summary>
internal static class DotNetDiagnostics
{
    private const int Listed = 10;

    public static StepFailedException NoProject(string path, IReadOnlyCollection<string> candidates) =>
        new("PIPE0501", $"There is no solution or project '{path}'. "
            + (candidates.Count > 0
                ? $"In its place there are: {string.Join(", ", candidates)}. Name one of them."
                : "Paths are relative to the repository's root; name a .sln, .slnx or .csproj file, or a folder that holds exactly one."));

    public static StepFailedException AmbiguousProject(string path, IReadOnlyCollection<string> candidates) =>
        new("PIPE0501", $"The folder '{path}' holds more than one solution or project: {string.Join(", ", candidates)}. Name one of them.");

    public static StepFailedException CommandFailed(string command, int exitCode, IReadOnlyCollection<string> errors, IReadOnlyCollection<string> lastLines) =>
        errors.Count > 0
            ? new("PIPE0502", $"'{command}' failed with {Count(errors.Count, "error")}:\n{List(errors)}")
            : new("PIPE0502", $"'{command}' failed with exit code {exitCode}. Its last lines:\n{Lines(lastLines)}");

    public static StepFailedException NotFormatted(IReadOnlyCollection<string> findings, string mend) =>
        new("PIPE0503", $"{Count(findings.Count, "place")} not formatted:\n{List(findings)}\nRun '{mend}' and commit what it changes.");

    public static StepFailedException TestsFailed(int failed, int total, IReadOnlyCollection<string> failures, IReadOnlyCollection<string> faults) =>
        new("PIPE0504", $"{failed} of {Count(total, "test")} failed:\n{List(failures)}"
            + (faults.Count > 0 ? $"\nThe run did not end well either:\n{List(faults)}" : ""));

    public static StepFailedException NoVerdict(int exitCode, int passed, IReadOnlyCollection<string> faults, IReadOnlyCollection<string> lastLines) =>
        new("PIPE0505", $"The test run ended without a verdict: exit code {exitCode}, {passed} passed, none failed. "
            + "Most often the test process crashed, ran out of memory or was killed; tests behind that point did not run.\n"
            + Lines([.. faults, .. lastLines]));

    public static StepFailedException NoTests(string project, string? filter) =>
        new("PIPE0506", filter is null
            ? $"No test was found in '{project}'. A test project references a test framework, its adapter (such as xunit.runner.visualstudio) and Microsoft.NET.Test.Sdk."
            : $"No test in '{project}' matches the filter '{filter}'. Correct the filter, or leave it out.");

    public static StepFailedException CoverageTooLow(IReadOnlyCollection<(string What, double Actual, double Wanted)> misses, string report) =>
        new("PIPE0507", string.Join(' ', misses.Select(miss =>
                $"{miss.What} coverage is {Percent(miss.Actual, down: true)}, at least {Percent(miss.Wanted, down: false)} is wanted."))
            + $" What was not run is in {report}. Test it, or lower the minimum.");

    public static StepFailedException NoCoverage(string project) =>
        new("PIPE0508", $"Coverage was asked for, but the tests of '{project}' measured none. "
            + "Every test project needs <PackageReference Include=\"coverlet.collector\" />, and the tested code must not be excluded. "
            + "A build that sets PathMap also has to set <DeterministicSourcePaths>true</DeterministicSourcePaths>: without it coverlet does not find the sources and leaves them out.");

    public static StepFailedException ToolMissing(string package, string version, string folder, string reason) =>
        new("PIPE0509", $"The tool package {package} {version} is not in '{folder}' and could not be restored: {reason}\n"
            + $"Add <PackageDownload Include=\"{package}\" Version=\"[{version}]\" /> to the pipeline's project, or make a feed in nuget.config offer it.");

    public static StepFailedException NoBillOfMaterials(string project, int? exitCode, IEnumerable<string> output) =>
        new("PIPE0520", $"No bill of materials of {project} was written; CycloneDX ended with {exitCode}:\n{string.Join('\n', output)}\nMend what it says, or leave PublishOptions.Sbom out.");

    public static StepFailedException NoRepository(string root, string reason) =>
        new("PIPE0510", reason.Contains("dubious ownership", StringComparison.Ordinal)
            ? $"git does not trust '{root}', because another user owns it; containers on CI are a usual case. Run: git config --global --add safe.directory '{root}'"
            : $"'{root}' is not in a git repository, so it has no version. Run: git init, and commit; or check the sources out with git instead of unpacking an archive.");

    public static StepFailedException NoCommit(string root) =>
        new("PIPE0511", $"The repository at '{root}' has no commit yet, so it has no version. Commit something.");

    public static StepFailedException ShallowClone(string root) =>
        new("PIPE0512", $"The repository at '{root}' is a shallow clone: the tags and commits that a version is made of are missing. "
            + "Run: git fetch --unshallow --tags. On GitHub Actions give actions/checkout 'fetch-depth: 0', on Azure Pipelines 'fetchDepth: 0'.");

    public static StepFailedException NoVersion(string reason) =>
        new("PIPE0513", $"GitVersion found no version: {reason}\nA tag such as v0.1.0 gives it a base; GitVersion.yml says how it goes on from there.");

    public static StepFailedException NotAProgram(string project, IReadOnlyCollection<string> candidates) =>
        new("PIPE0514", candidates.Count == 0
            ? $"'{project}' published no program: there is no *.runtimeconfig.json. A release needs a project with OutputType Exe that depends on the framework."
            : $"'{project}' published several programs: {string.Join(", ", candidates)}. Give the project the name of the one to start, or publish them one by one.");

    public static StepFailedException NoContent(string source) =>
        new("PIPE0515", $"There is no file or folder '{source}' to include in the release. Paths are relative to the repository's root.");

    public static StepFailedException OutsideFolder(string path, string folder) =>
        new("PIPE0516", $"'{path}' is not below '{folder}'. It is written to, and it may be emptied first: choose a path below that folder.");

    public static StepFailedException NothingPacked(string project) =>
        new("PIPE0517", $"'{project}' made no package. A project is packed unless it says <IsPackable>false</IsPackable>; test projects are not.");

    public static StepFailedException NotEvaluated(IReadOnlyCollection<string> projects, IReadOnlyCollection<string> errors) =>
        new("PIPE0518", $"MSBuild cannot tell the inputs of {string.Join(", ", projects.Take(3))}{(projects.Count > 3 ? " …" : "")}:\n{List(errors)}\n"
            + "Mend the project, or name its inputs by patterns: .Inputs(\"src/**\", \"Directory.*.*\").");

    public static StepFailedException ProjectBroken(string command, IReadOnlyCollection<string> errors) =>
        new("PIPE0521", $"'{command}' did not begin: MSBuild cannot evaluate a project:\n{List(errors)}\n"
            + "Mend the file that is named; 'dotnet msbuild FILE -getProperty:TargetFramework' reads a project and runs nothing.");

    public static StepFailedException ProjectOutside(IReadOnlyCollection<string> projects, string root) =>
        new("PIPE0519", $"{Count(projects.Count, "project")} outside of the repository '{root}', where changes cannot be told from another checkout's:\n{List(projects)}\n"
            + "Move it in, reference it as a package, or name the inputs by patterns: .Inputs(\"src/**\").");

    private static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string List(IReadOnlyCollection<string> entries) =>
        Lines([.. entries.Take(Listed), .. entries.Count > Listed ? [$"… and {entries.Count - Listed} more"] : Array.Empty<string>()]);

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Select(line => "  " + line));

    // Rounded so that the two numbers of a message never read as equal: what there is down, what is wanted up.
    private static string Percent(double share, bool down) =>
        ((down ? Math.Floor(share * 1000 + 1e-9) : Math.Ceiling(share * 1000 - 1e-9)) / 10).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
