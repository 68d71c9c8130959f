using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.Sdk.Generation.Setup;

/// <summary>Reports for programs: <c>schema</c> 1.</summary>
internal static class SetupJson
{
    public static string Write(IEnumerable<DialectReport> reports)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", 1);
            json.WriteStartArray("workflows");
            foreach (var report in reports)
                Write(json, report);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, DialectReport report)
    {
        json.WriteStartObject();
        json.WriteString("workflow", report.Workflow);
        json.WriteString("dialect", report.Dialect);
        json.WriteString("file", report.File);
        json.WriteStartArray("setup");
        foreach (var item in report.Setup)
        {
            json.WriteStartObject();
            json.WriteString("kind", item.Kind);
            json.WriteString("name", item.Name);
            json.WriteString("action", item.Action);
            json.WriteBoolean("urgent", item.IsUrgent);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("capabilities");
        foreach (var capability in report.Capabilities)
        {
            json.WriteStartObject();
            json.WriteString("feature", capability.Feature);
            json.WriteString("level", SetupWords.Of(capability.Level));
            json.WriteString("remark", capability.Remark);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
