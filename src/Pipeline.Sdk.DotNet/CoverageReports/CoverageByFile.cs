using System.Globalization;
using System.Text.Json;
using System.Xml;
using Pipeline.Sdk.DotNet.Commands;

namespace Pipeline.Sdk.DotNet.CoverageReports;

/// <summary>Leaves the coverage of each source file beside the record of the run, where the run's report finds it: docs/run-record.md has the form.</summary>
internal static class CoverageByFile
{
    /// <summary>Writes it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="project">What was tested.</param>
    /// <param name="cobertura">The merged Cobertura file.</param>
    public static void Write(RunContext run, string project, string cobertura)
    {
        var folder = Path.Combine(run.StateFolder, "runs", run.Run.Id, "coverage");
        try
        {
            Directory.CreateDirectory(folder);
            using var stream = File.Create(Path.Combine(folder, $"{run.Target.Replace(':', '.')}.{project}.json"));
            Write(stream, run.Target, project, Read(cobertura, run.Root));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A report without it is no reason to fail tests that passed.
            run.Log.Warn($"the coverage by file could not be written to {folder}: {error.Message}");
        }
    }

    /// <summary>Lines that can be run and lines that were, by file relative to the root. A file's classes may name a line twice; it counts once.</summary>
    public static SortedDictionary<string, (int Lines, int Covered)> Read(string cobertura, string root)
    {
        var hits = new SortedDictionary<string, Dictionary<int, bool>>(StringComparer.Ordinal);
        using var reader = XmlReader.Create(cobertura, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        Dictionary<int, bool>? lines = null;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;

            if (reader.Name == "class")
                lines = reader.GetAttribute("filename") is { Length: > 0 } name && RelativePath.Relative(name, root) is { } file ? Of(hits, file) : null;
            else if (reader.Name == "line" && lines is not null && Number(reader, "number") is { } number)
                lines[number] = lines.GetValueOrDefault(number) || Number(reader, "hits") > 0;
        }

        var coverage = new SortedDictionary<string, (int, int)>(StringComparer.Ordinal);
        foreach (var (file, found) in hits)
            coverage.Add(file, (found.Count, found.Values.Count(isRun => isRun)));
        return coverage;
    }

    private static void Write(Stream stream, string target, string project, SortedDictionary<string, (int Lines, int Covered)> coverage)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteNumber("schema", 1);
        json.WriteString("target", target);
        json.WriteString("project", project);
        json.WriteStartArray("files");
        foreach (var (file, (lines, covered)) in coverage)
        {
            json.WriteStartObject();
            json.WriteString("file", file);
            json.WriteNumber("lines", lines);
            json.WriteNumber("covered", covered);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Dictionary<int, bool> Of(SortedDictionary<string, Dictionary<int, bool>> hits, string file)
    {
        if (!hits.TryGetValue(file, out var lines))
            hits.Add(file, lines = []);
        return lines;
    }

    private static int? Number(XmlReader reader, string attribute) =>
        int.TryParse(reader.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
