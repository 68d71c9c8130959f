using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Views;

/// <summary>What <c>--list</c> shows: targets, parameters, environments.</summary>
internal static class ListView
{
    public static void Write(TextWriter writer, PipelineDefinition definition)
    {
        writer.WriteLine("Targets");
        var width = Columns.Width(definition.Targets.Select(target => target.Name));
        foreach (var target in definition.Targets)
        {
            var isDefault = definition.Default == target.Handle ? " (default)" : "";
            writer.WriteLine($"  {Columns.Pad(target.Name, width)}  {target.Description}{isDefault}".TrimEnd());
        }

        WriteParameters(writer, definition);
        if (definition.Environments.IsEmpty)
            return;

        writer.WriteLine();
        writer.WriteLine("Environments");
        width = Columns.Width(definition.Environments.Select(environment => environment.Name));
        foreach (var environment in definition.Environments)
            writer.WriteLine($"  {Columns.Pad(environment.Name, width)}  {environment.Runtime?.Name ?? "nothing can be deployed to it"}{(environment.IsProtected ? ", asks for a confirmation" : "")}");
    }

    /// <summary>The parameters and secrets, with option, environment variable and default.</summary>
    public static void WriteParameters(TextWriter writer, PipelineDefinition definition)
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
            var end = parameter.IsSecret ? "secret, environment variable only"
                : parameter.IsRequired ? "required; or " + parameter.Variable
                : $"default {Convert.ToString(parameter.Default, System.Globalization.CultureInfo.InvariantCulture)}; or {parameter.Variable}";
            writer.WriteLine($"  {Columns.Pad(names[i], width)}  {parameter.Description} ({end})");
        }
    }
}
