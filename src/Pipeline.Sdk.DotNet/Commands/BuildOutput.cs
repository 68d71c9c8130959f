using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Sdk.DotNet.Commands;

/// <summary>Finds compilers' lines in the output of MSBuild and <c>dotnet format</c>: <c>file(line,column): error CS0103: … [project]</c>.</summary>
internal static partial class BuildOutput
{
    /// <summary>All findings in the order of the output, each once: MSBuild repeats them in its summary and for every target framework.</summary>
    public static ImmutableArray<BuildFinding> Findings(string output, string root)
    {
        var findings = new HashSet<BuildFinding>();
        var ordered = ImmutableArray.CreateBuilder<BuildFinding>();
        foreach (var line in OutputText.Lines(output))
        {
            if (Find(line, root) is { } finding && findings.Add(finding))
                ordered.Add(finding);
        }

        return ordered.ToImmutable();
    }

    private static BuildFinding? Find(string line, string root)
    {
        var match = Pattern().Match(line);
        if (!match.Success)
            return null;

        return new BuildFinding(
            match.Groups["severity"].Value == "error" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
            match.Groups["code"].Value,
            match.Groups["message"].Value,
            File(match.Groups["file"].Value, root),
            Number(match.Groups["line"]),
            Number(match.Groups["column"]));
    }

    // "MSBUILD : error MSB1009" and "CSC : warning CS2008" name the program where others name the file.
    private static string? File(string text, string root) =>
        text is "" or "MSBUILD" or "CSC" or "dotnet" ? null : RelativePath.Relative(text, root) ?? text;

    private static int? Number(Group group) =>
        int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    [GeneratedRegex(@"^(?:\d+>)?(?<file>.*?)(?:\((?<line>\d+)(?:,(?<column>\d+)(?:,\d+,\d+)?|-\d+)?\))?\s*:\s+(?:[a-z]+ )?(?<severity>error|warning)\s+(?<code>[A-Z]{3,}|[A-Za-z][A-Za-z_]*\d+)\s*:\s+(?<message>.*?)(?:\s+\[[^\[\]]+\])?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
