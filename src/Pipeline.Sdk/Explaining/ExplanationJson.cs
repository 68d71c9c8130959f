using System.Text.Json;
using Pipeline.Sdk.Views;

namespace Pipeline.Sdk.Explaining;

/// <summary>An explanation for programs. The schema is a contract, described in docs/cli.md.</summary>
internal static class ExplanationJson
{
    private const int SchemaVersion = 1;

    public static void Write(TextWriter writer, Explanation told) => JsonView.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schema", SchemaVersion);
        json.WriteString("target", told.Target.Name);
        json.WriteString("description", told.Target.Definition.Description);
        json.WriteString("plan", told.Plan);
        json.WriteString("action", told.Action);
        JsonView.Strings(json, "why", told.Why);
        JsonView.Strings(json, "problems", told.Problems.Select(problem => problem.ToString()));
        Reads(json, told);
        json.WriteString("stored", told.Stored);
        Invalidation(json, told);
        JsonView.Strings(json, "readers", told.Readers);
        JsonView.Strings(json, "followers", told.Followers);
        Past(json, told);
        json.WriteEndObject();
    });

    private static void Reads(Utf8JsonWriter json, Explanation told)
    {
        json.WriteStartArray("reads");
        foreach (var part in told.Reads)
        {
            json.WriteStartObject();
            json.WriteString("kind", part.Kind);
            json.WriteString("name", part.Name);
            json.WriteString("value", part.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Invalidation(Utf8JsonWriter json, Explanation told)
    {
        json.WriteStartObject("lastInvalidated");
        if (told.LastInvalidated is { } last)
        {
            json.WriteString("run", last.Run);
            json.WriteString("reason", last.Reason);
        }

        json.WriteEndObject();
    }

    private static void Past(Utf8JsonWriter json, Explanation told)
    {
        json.WriteStartArray("runs");
        foreach (var run in told.Past)
        {
            json.WriteStartObject();
            json.WriteString("run", run.Run);
            json.WriteString("outcome", run.Outcome);
            json.WriteNumber("durationSeconds", Math.Round(run.Duration.TotalSeconds, 3));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
