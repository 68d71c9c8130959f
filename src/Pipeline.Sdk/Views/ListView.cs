using System.Collections.Immutable;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Views;

/// <summary>What <c>--list</c> shows: targets, parameters, environments.</summary>
internal static class ListView
{
    /// <summary>Writes it; detailed shows hidden targets too.</summary>
    public static void Write(TextWriter writer, PipelineDefinition definition, Invocation invocation, PlanFacts facts, bool isDetailed)
    {
        WriteTargets(writer, definition, isDetailed);
        WriteParameters(writer, definition.Parameters, invocation, facts);
        if (definition.Environments.IsEmpty)
            return;

        writer.WriteLine();
        writer.WriteLine("Environments");
        var width = Columns.Width(definition.Environments.Select(environment => environment.Name));
        foreach (var environment in definition.Environments)
            writer.WriteLine($"  {Columns.Pad(environment.Name, width)}  {environment.Runtime?.Name ?? "nothing can be deployed to it"}{(environment.IsProtected ? ", asks for a confirmation" : "")}");
    }

    // The ungrouped first, then each heading where its first target stands.
    private static void WriteTargets(TextWriter writer, PipelineDefinition definition, bool isDetailed)
    {
        var headings = new List<string> { "" };
        var shown = new List<TargetDefinition>();
        foreach (var target in definition.Targets)
        {
            if (target.Parent is not null || (target.IsHidden && !isDetailed))
                continue;

            shown.Add(target);
            if (!headings.Contains(target.Draft.Group))
                headings.Add(target.Draft.Group);
        }

        var width = Columns.Width(shown.Select(target => target.Name));
        foreach (var heading in headings)
        {
            if (heading.Length > 0)
                writer.WriteLine();
            writer.WriteLine(heading.Length > 0 ? heading : "Targets");
            foreach (var target in shown)
            {
                if (target.Draft.Group == heading)
                    writer.WriteLine($"  {Columns.Pad(target.Name, width)}  {target.Description}{Marks(definition, target)}".TrimEnd());
            }
        }
    }

    private static string Marks(PipelineDefinition definition, TargetDefinition target)
    {
        var marks = definition.Default == target.Handle ? " (default)" : "";
        if (!target.Items.IsEmpty)
            marks += target.Items.Length == 1 ? " (1 item)" : $" ({target.Items.Length} items)";
        return target.IsHidden ? marks + " (hidden)" : marks;
    }

    /// <summary>The parameters and secrets, with option, environment variables, default, and the value that another source than the default gives now.</summary>
    public static void WriteParameters(TextWriter writer, ImmutableArray<ParameterDefinition> parameters, Invocation invocation, PlanFacts facts)
    {
        if (parameters.IsEmpty)
            return;

        writer.WriteLine();
        writer.WriteLine("Parameters");
        var names = parameters.Select(parameter => parameter.IsSecret ? parameter.Variable : $"{parameter.Option} {parameter.TypeText}").ToList();
        var width = Columns.Width(names);
        for (var i = 0; i < names.Count; i++)
        {
            var parameter = parameters[i];
            var end = parameter.IsSecret ? "secret"
                : parameter.Default is { } value ? "default " + (parameter.TextOf(value) is { Length: > 0 } text ? text : "none")
                : "required";
            var others = parameter.IsSecret ? parameter.NativeVariable : string.Join(" or ", parameter.Variables);
            writer.WriteLine($"  {Columns.Pad(names[i], width)}  {parameter.Description} ({end}{(others is null ? "" : "; or " + others)}{Now(parameter, invocation, facts)})");
        }
    }

    private static string Now(ParameterDefinition parameter, Invocation invocation, PlanFacts facts)
    {
        if (ParameterBinder.Strongest(parameter, invocation, facts) is { } given)
        {
            var value = ParameterBinder.Read(parameter, given).Value;
            return parameter.IsSecret ? "; now from " + given.Source
                : $"; now {(value is null ? $"'{given.Text}', which cannot be read," : parameter.TextOf(value))} from {given.Source}";
        }

        // The file itself is opened only for a plan that reads the secret.
        return parameter.IsSecret && facts.Variables.TryGetValue(parameter.FileVariable, out var file) && file.Length > 0 ? "; now from the file of " + parameter.FileVariable : "";
    }
}
