using System.Text.Json;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Views;

/// <summary>What <c>--plan --format json</c> shows. The schema is a contract, described in docs/cli.md. A secret shows as <c>***</c>.</summary>
internal static class PlanJson
{
    private const int SchemaVersion = 1;

    public static void Write(TextWriter writer, Plan plan) => JsonView.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schema", SchemaVersion);
        JsonView.Strings(json, "requested", plan.Requested);
        json.WriteString("environment", plan.Environment?.Name);
        json.WriteStartArray("steps");
        foreach (var step in plan.Steps)
            Step(json, step);
        json.WriteEndArray();
        json.WriteStartArray("parameters");
        foreach (var parameter in plan.Parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Definition.Name);
            json.WriteString("value", parameter.Text);
            json.WriteString("source", parameter.Source);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        JsonView.Strings(json, "needsConfirmation", plan.NeedsConfirmation);
        json.WriteEndObject();
    });

    private static void Step(Utf8JsonWriter json, PlanStep step)
    {
        json.WriteStartObject();
        json.WriteNumber("index", step.Index);
        json.WriteString("target", step.Name);
        json.WriteString("itemOf", step.Target.Definition.Parent);
        json.WriteString("action", PlanView.Word(step));
        json.WriteString("reason", step.Reason);
        JsonView.Numbers(json, "waitsFor", step.WaitsFor);
        JsonView.Numbers(json, "reads", step.Reads);
        JsonView.Numbers(json, "follows", step.Follows);
        json.WriteBoolean("isFinally", step.Target.IsFinally);
        json.WriteBoolean("continuesOnFailure", step.Target.Definition.Draft.ContinuesOnFailure);
        JsonView.Strings(json, "conditions", step.Target.Definition.Draft.Conditions.Where(condition => condition.OfRun is not null || condition.Value is Target).Select(condition => condition.Reason));
        JsonView.Limits(json, step.Target.Definition.Draft);
        JsonView.Strings(json, "tools", step.Target.Definition.Draft.Result?.Tools ?? []);
        json.WriteEndObject();
    }
}
