using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Views;

/// <summary>What <c>--list</c> shows: targets, parameters, environments.</summary>
internal static class ListView
{
    public static void Write(TextWriter writer, PipelineDefinition definition, Invocation invocation, PlanFacts facts)
    {
        writer.WriteLine("Targets");
        var width = Columns.Width(definition.Targets.Select(target => target.Name));
        foreach (var target in definition.Targets)
        {
            var isDefault = definition.Default == target.Handle ? " (default)" : "";
            writer.WriteLine($"  {Columns.Pad(target.Name, width)}  {target.Description}{isDefault}".TrimEnd());
        }

        WriteParameters(writer, definition, invocation, facts);
        if (definition.Environments.IsEmpty)
            return;

        writer.WriteLine();
        writer.WriteLine("Environments");
        width = Columns.Width(definition.Environments.Select(environment => environment.Name));
        foreach (var environment in definition.Environments)
            writer.WriteLine($"  {Columns.Pad(environment.Name, width)}  {environment.Runtime?.Name ?? "nothing can be deployed to it"}{(environment.IsProtected ? ", asks for a confirmation" : "")}");
    }

    /// <summary>The parameters and secrets, with option, environment variables, default, and the value that another source than the default gives now.</summary>
    private static void WriteParameters(TextWriter writer, PipelineDefinition definition, Invocation invocation, PlanFacts facts)
    {
        if (definition.Parameters.IsEmpty)
            return;

        writer.WriteLine();
        writer.WriteLine("Parameters");
        var names = definition.Parameters.Select(parameter => parameter.IsSecret ? parameter.Variable : $"{parameter.Option} {parameter.TypeText}").ToList();
        var width = Columns.Width(names);
        for (var i = 0; i < names.Count; i++)
        {
            var parameter = definition.Parameters[i];
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
