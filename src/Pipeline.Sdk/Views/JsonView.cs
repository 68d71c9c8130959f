using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.Sdk.Views;

/// <summary>What the JSON views share. Nothing here is loaded on another path.</summary>
internal static class JsonView
{
    /// <summary>Writes one indented document and a line end. Names stay readable: the text goes to programs, not into HTML.</summary>
    public static void Write(TextWriter writer, Action<Utf8JsonWriter> content)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            content(json);
        writer.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    public static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public static void Numbers(Utf8JsonWriter json, string name, IEnumerable<int> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    /// <summary>Time limit, attempts and resources of a target.</summary>
    public static void Limits(Utf8JsonWriter json, TargetDraftState draft)
    {
        if (draft.Timeout is { } timeout)
            json.WriteNumber("timeoutSeconds", timeout.TotalSeconds);
        if (draft.Retry is { } retry)
            json.WriteNumber("attempts", retry.Attempts);
        json.WriteStartArray("uses");
        foreach (var use in draft.Uses)
        {
            json.WriteStartObject();
            json.WriteString("resource", use.Resource.Name);
            json.WriteNumber("units", use.Units);
            json.WriteNumber("of", use.Resource.Capacity);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
