using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.CommandLine;

/// <summary>
/// What a completion script asks for with every Tab: one word a line, behind the option that it may follow (or <c>*</c>) and a tab, before a tab and a
/// description. The scripts hold no word themselves, so they never go stale.
/// </summary>
internal static class CompletionWords
{
    /// <summary>Stands for no option in front: shells drop an empty first field.</summary>
    private const string Anywhere = "*";

    public static void Write(TextWriter writer, PipelineDefinition definition)
    {
        foreach (var target in definition.Targets)
        {
            if (target.Draft.IsHidden)
                continue;

            Line(writer, Anywhere, target.Name, target.Parent is null ? target.Description : $"item of {target.Parent}");
            Line(writer, "--skip", target.Name, target.Description);
            Line(writer, "--help", target.Name, target.Description);
        }

        foreach (var option in OwnOptions.All)
        {
            Line(writer, Anywhere, option.Name, option.Summary);
            foreach (var word in option.Words.Split('|', StringSplitOptions.RemoveEmptyEntries))
                Line(writer, option.Name, word, "");
        }

        foreach (var environment in definition.Environments)
        {
            Line(writer, "--env", environment.Name, environment.Runtime?.Name ?? "");
            Line(writer, "-e", environment.Name, environment.Runtime?.Name ?? "");
        }

        foreach (var parameter in definition.Parameters)
        {
            if (parameter.IsSecret)
                continue;

            Line(writer, Anywhere, parameter.Option, parameter.Description);
            foreach (var choice in parameter.Kind == ValueKind.Switch ? ["true", "false"] : parameter.Choices)
                Line(writer, parameter.Option, choice, "");
        }
    }

    private static void Line(TextWriter writer, string after, string word, string description) =>
        writer.WriteLine($"{after}\t{word}\t{description.ReplaceLineEndings(" ").Replace('\t', ' ')}");
}
