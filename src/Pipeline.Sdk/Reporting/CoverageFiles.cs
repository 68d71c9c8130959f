using System.Collections.Immutable;
using System.Text.Json;

namespace Pipeline.Sdk.Reporting;

/// <summary>Reads the coverage by file that tests left beside the record of their run: <c>coverage/*.json</c>.</summary>
internal static class CoverageFiles
{
    /// <summary>Reads it.</summary>
    /// <param name="runFolder">The run's folder, absolute.</param>
    /// <param name="unreadable">Hears of a file that cannot be read, and why.</param>
    public static ImmutableArray<MeasuredCoverage> Read(string runFolder, Action<string> unreadable)
    {
        var folder = Path.Combine(runFolder, "coverage");
        if (!Directory.Exists(folder))
            return [];

        var found = ImmutableArray.CreateBuilder<MeasuredCoverage>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                using var document = JsonDocument.Parse(File.ReadAllBytes(file));
                found.Add(Of(document.RootElement));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
            {
                unreadable($"the coverage in {file} cannot be read: {error.Message}");
            }
        }

        return found.ToImmutable();
    }

    private static MeasuredCoverage Of(JsonElement coverage) => new(
        coverage.GetProperty("target").GetString() ?? "",
        coverage.GetProperty("project").GetString() ?? "",
        [
            .. coverage.GetProperty("files").EnumerateArray()
                .Select(file => new CoveredFile(file.GetProperty("file").GetString() ?? "", file.GetProperty("lines").GetInt32(), file.GetProperty("covered").GetInt32()))
                .OrderByDescending(file => file.Lines - file.Covered)
                .ThenBy(file => file.File, StringComparer.Ordinal),
        ]);
}
