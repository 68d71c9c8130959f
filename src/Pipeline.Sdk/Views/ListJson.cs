using System.Text.Json;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Views;

/// <summary>What <c>--list --format json</c> shows. The schema is a contract, described in docs/cli.md.</summary>
internal static class ListJson
{
    private const int SchemaVersion = 1;

    public static void Write(TextWriter writer, TargetGraph graph, Invocation invocation, PlanFacts facts) => JsonView.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schema", SchemaVersion);
        json.WriteStartArray("targets");
        foreach (var target in graph.Targets)
            Target(json, graph, target);
        json.WriteEndArray();
        json.WriteStartArray("parameters");
        foreach (var parameter in graph.Definition.Parameters)
            Parameter(json, parameter, invocation, facts);
        json.WriteEndArray();
        json.WriteStartArray("environments");
        foreach (var environment in graph.Definition.Environments)
        {
            json.WriteStartObject();
            json.WriteString("name", environment.Name);
            json.WriteString("runtime", environment.Runtime?.Name);
            json.WriteBoolean("isProtected", environment.IsProtected);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Target(Utf8JsonWriter json, TargetGraph graph, GraphTarget target)
    {
        var definition = target.Definition;
        json.WriteStartObject();
        json.WriteString("name", target.Name);
        json.WriteString("description", definition.Description);
        json.WriteString("group", definition.Draft.Group);
        json.WriteString("itemOf", definition.Parent);
        json.WriteBoolean("isDefault", graph.Default == target);
        json.WriteBoolean("isHidden", definition.IsHidden);
        json.WriteBoolean("isFinally", target.IsFinally);
        json.WriteBoolean("changesEnvironment", definition.ChangesEnvironment);
        json.WriteBoolean("needsEnvironment", target.NeedsEnvironment);
        json.WriteBoolean("continuesOnFailure", definition.Draft.ContinuesOnFailure);
        JsonView.Strings(json, "needs", target.Dependencies.Where(edge => edge.ReadsOutput).Select(edge => graph.Targets[edge.Target].Name));
        JsonView.Strings(json, "dependsOn", target.Dependencies.Where(edge => !edge.ReadsOutput).Select(edge => graph.Targets[edge.Target].Name));
        JsonView.Strings(json, "after", target.After.Select(index => graph.Targets[index].Name));
        JsonView.Strings(json, "triggeredBy", target.TriggeredBy.Select(index => graph.Targets[index].Name));
        JsonView.Strings(json, "finallyOf", target.FinallyOf.Select(index => graph.Targets[index].Name));
        JsonView.Strings(json, "parameters", target.Parameters.Select(parameter => parameter.Name));
        JsonView.Strings(json, "conditions", definition.Draft.Conditions.Select(condition => condition.Reason));
        json.WriteString("output", definition.Output is { } output ? TypeNames.Of(output) : null);
        JsonView.Limits(json, definition.Draft);
        json.WriteEndObject();
    }

    // The value of a secret is nowhere in here, and neither is that of its source.
    private static void Parameter(Utf8JsonWriter json, ParameterDefinition parameter, Invocation invocation, PlanFacts facts)
    {
        json.WriteStartObject();
        json.WriteString("name", parameter.Name);
        json.WriteString("description", parameter.Description);
        json.WriteString("type", parameter.TypeText);
        json.WriteBoolean("isSecret", parameter.IsSecret);
        json.WriteBoolean("isRequired", parameter.IsRequired);
        json.WriteBoolean("isList", parameter.IsList);
        json.WriteString("default", parameter.Default is { } value ? parameter.TextOf(value) : null);
        JsonView.Strings(json, "choices", parameter.Choices);
        JsonView.Strings(json, "variables", parameter.Variables);
        json.WriteString("source", ParameterBinder.Strongest(parameter, invocation, facts)?.Source ?? (parameter.Default is null ? null : "default"));
        json.WriteEndObject();
    }
}
