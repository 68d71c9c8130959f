using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Views;

/// <summary>What <c>--help TARGET</c> shows: one target and why it is how it is.</summary>
internal static class TargetHelpView
{
    public static void Write(TextWriter writer, TargetGraph graph, GraphTarget target, Invocation invocation, PlanFacts facts)
    {
        var definition = target.Definition;
        writer.WriteLine(target.Name + (graph.Default == target ? " (default)" : "") + (definition.IsHidden ? " (hidden)" : ""));
        if (definition.Description.Length > 0)
            writer.WriteLine("  " + definition.Description);
        writer.WriteLine();
        writer.WriteLine($"Run it:    ./build.sh {target.Name}{(target.IsEnvironmentBound ? " --env NAME" : "")}");
        writer.WriteLine($"Declared:  {definition.Source}");
        if (definition.Draft.Group.Length > 0)
            writer.WriteLine($"Group:     {definition.Draft.Group}");
        if (definition.Output is { } output)
            writer.WriteLine($"Output:    {TypeNames.Of(output)}");
        if (definition.ChangesEnvironment)
            writer.WriteLine("Changes the environment that --env names; on a protected one it asks for a confirmation");

        // What the author said of a target that runs for each item, its items have.
        var item = definition.Items.IsEmpty ? target : graph.Find(definition.Items[0].Name) ?? target;
        Edges(writer, graph, target, item);
        Behaviour(writer, item);
        if (!item.Parameters.IsEmpty)
            ListView.WriteParameters(writer, item.Parameters, invocation, facts);
    }

    private static void Edges(TextWriter writer, TargetGraph graph, GraphTarget target, GraphTarget item)
    {
        var lines = new List<string>();
        foreach (var edge in item.Dependencies)
            lines.Add((edge.ReadsOutput ? "needs the output of " : "depends on ") + graph.Targets[edge.Target].Name);
        foreach (var part in target.Definition.Items)
            lines.Add("gathers " + part.Name);

        lines.AddRange(target.TriggeredBy.Select(index => $"is triggered by {graph.Targets[index].Name}"));
        lines.AddRange(target.After.Select(index => $"runs after {graph.Targets[index].Name} when both run"));
        lines.AddRange(target.FinallyOf.Select(index => $"always runs once {graph.Targets[index].Name} has ended"));
        if (target.IsLast)
            lines.Add("always runs last, in every run");
        foreach (var other in graph.Targets)
        {
            foreach (var edge in other.Dependencies)
            {
                if (edge.Target == target.Index)
                    lines.Add(edge.ReadsOutput ? $"{other.Name} needs its output" : $"{other.Name} depends on it");
            }

            if (other.TriggeredBy.Contains(target.Index))
                lines.Add($"triggers {other.Name}");
            if (other.FinallyOf.Contains(target.Index))
                lines.Add($"{other.Name} always runs after it");
        }

        Section(writer, "Connections", lines);
    }

    private static void Behaviour(TextWriter writer, GraphTarget target)
    {
        var draft = target.Definition.Draft;
        var lines = new List<string>();
        lines.AddRange(draft.Conditions.Select(condition => condition.Reason + (DraftRules.IsOfPlan(condition) ? " (decided in the plan)" : " (decided just before it)")));
        if (draft.Retry is { } retry)
            lines.Add($"is tried up to {retry.Attempts} times, the first pause is {Durations.Text(retry.Delay)}, {(retry.Backoff switch { RetryBackoff.Constant => "the others too", RetryBackoff.Linear => "the others grow evenly", _ => "the others double" })}");
        if (draft.Timeout is { } timeout)
            lines.Add($"is ended after {Durations.Text(timeout)}");
        if (draft.ContinuesOnFailure)
            lines.Add("its failure is tolerated");
        lines.AddRange(draft.Uses.Select(use => $"uses {use.Units} of {use.Resource.Capacity} of the resource {use.Resource.Name}"));
        if (draft.Partition is { } partition)
            lines.Add($"its items are split by --{partition.Name}, in CI into {partition.Parts} parts");
        Section(writer, "Behaviour", lines);
    }

    private static void Section(TextWriter writer, string heading, List<string> lines)
    {
        if (lines.Count == 0)
            return;

        writer.WriteLine();
        writer.WriteLine(heading);
        foreach (var line in lines.Distinct(StringComparer.Ordinal))
            writer.WriteLine("  " + line);
    }
}
