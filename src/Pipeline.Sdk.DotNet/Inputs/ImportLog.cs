using System.Text.RegularExpressions;

namespace Pipeline.Sdk.DotNet.Inputs;

/// <summary>Reads from MSBuild's detailed log, with <c>MSBUILDLOGIMPORTS</c>, which files were imported.</summary>
internal static partial class ImportLog
{
    /// <summary>The imported files, absolute, each once.</summary>
    public static IReadOnlySet<string> Read(string file)
    {
        var imports = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(file))
        {
            if (line.Contains("Importing project \"", StringComparison.Ordinal) && Importing().Match(line) is { Success: true } match)
                imports.Add(Path.GetFullPath(match.Groups["file"].Value));
        }

        return imports;
    }

    [GeneratedRegex("""Importing project "(?<file>.+?)" into project "(?<into>.+?)" at """, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Importing();
}
