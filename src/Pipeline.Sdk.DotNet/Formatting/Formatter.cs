using System.Collections.Immutable;
using Pipeline.Sdk.DotNet.Commands;
using Pipeline.Sdk.DotNet.Diagnostics;

namespace Pipeline.Sdk.DotNet.Formatting;

/// <summary>Runs <c>dotnet format</c>. All checks run before the first finding fails the step.</summary>
internal sealed class Formatter(RunContext run)
{
    private readonly DotNetProcess _dotnet = new(run);

    public async Task ProjectAsync(string project, bool verify, FormatChecks checks)
    {
        var file = ProjectFile.Find(run, project);
        var shown = RelativePath.Relative(file.FullPath, run.Root) ?? file.FullPath;
        var findings = new List<BuildFinding>();
        var mend = new List<string>();
        foreach (var check in Subcommands(checks))
        {
            // The first check has restored what the others need.
            ImmutableArray<string> arguments = ["format", check, file.FullPath, .. mend.Count > 0 ? ["--no-restore"] : Array.Empty<string>(), .. Verify(verify)];
            findings.AddRange(await FindAsync(arguments, verify).ConfigureAwait(false));
            mend.Add($"dotnet format {check} {shown}");
        }

        if (findings.Count > 0)
            throw DotNetDiagnostics.NotFormatted(Texts(findings), checks == All ? $"dotnet format {shown}" : string.Join(" && ", mend));
    }

    public async Task FolderAsync(string folder, bool verify)
    {
        var full = run.PathOf(folder);
        var shown = RelativePath.Relative(full, run.Root) ?? full;
        ImmutableArray<string> arguments =
            ["format", "whitespace", full, "--folder", "--exclude", "**/bin/", "**/obj/", "**/artifacts/", "**/.pipeline/", .. Verify(verify)];
        var findings = await FindAsync(arguments, verify).ConfigureAwait(false);
        if (findings.Count > 0)
            throw DotNetDiagnostics.NotFormatted(Texts(findings), $"dotnet format whitespace {shown} --folder");
    }

    private const FormatChecks All = FormatChecks.Whitespace | FormatChecks.Style | FormatChecks.Analyzers;

    private static IEnumerable<string> Subcommands(FormatChecks checks)
    {
        if (checks.HasFlag(FormatChecks.Whitespace))
            yield return "whitespace";
        if (checks.HasFlag(FormatChecks.Style))
            yield return "style";
        if (checks.HasFlag(FormatChecks.Analyzers))
            yield return "analyzers";
    }

    private static string[] Verify(bool verify) => verify ? ["--verify-no-changes"] : [];

    private static string[] Texts(IEnumerable<BuildFinding> findings) => [.. findings.Select(finding => finding.ToString())];

    private async Task<IReadOnlyCollection<BuildFinding>> FindAsync(ImmutableArray<string> arguments, bool verify)
    {
        var result = await _dotnet.TryAsync(arguments, ImmutableDictionary<string, string?>.Empty).ConfigureAwait(false);
        if (result.ExitCode == 0)
            return [];

        // Findings go to standard error.
        var findings = _dotnet.Annotate(result with { StandardOutput = result.StandardOutput + "\n" + result.StandardError });
        return verify && findings.Length > 0 ? findings : throw DotNetProcess.Failed(arguments, result, findings);
    }
}
