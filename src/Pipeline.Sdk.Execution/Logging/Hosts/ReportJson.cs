using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.Sdk.Execution;

/// <summary>JSON for CI systems. It is loaded at the end of a run on those that take some, and nowhere else.</summary>
internal static class ReportJson
{
    // The text goes into files and requests, never into HTML.
    private static readonly JsonWriterOptions _indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions _oneLine = _indented with { Indented = false };

    /// <summary>What the writer is told, as text: with line ends for a file, without for a request.</summary>
    public static string Of(Action<Utf8JsonWriter> write, bool isIndented)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, isIndented ? _indented : _oneLine))
            write(json);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>The remarks of all steps that have a place in the sources.</summary>
    public static IEnumerable<(StepResult Step, Annotation Annotation, string File)> Placed(RunSummary summary)
    {
        foreach (var step in summary.Steps)
        {
            foreach (var annotation in step.Annotations)
            {
                if (annotation.File is { } file)
                    yield return (step, annotation, file);
            }
        }
    }
}
