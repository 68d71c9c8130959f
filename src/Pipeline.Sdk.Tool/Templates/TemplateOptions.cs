namespace Pipeline.Sdk.Tool.Templates;

/// <summary>
/// What options of a template cannot be given together. <c>dotnet new</c> has no words for that: a template that gets there without this tool writes the same as an
/// <c>#error</c> into its program.
/// </summary>
internal static class TemplateOptions
{
    /// <exception cref="ToolException">PIPE0913: two options contradict each other.</exception>
    public static void Check(IReadOnlyList<string> words)
    {
        var ci = ValuesOf(words, "--ci");
        if (ci.Contains("none") && ci.Count > 1)
            throw ToolErrors.Contradiction("--ci none", $"--ci {ci.First(value => value != "none")}", "Leave one of them out.");

        var kind = ValuesOf(words, "--kind").LastOrDefault();
        var project = ValuesOf(words, "--service-project").LastOrDefault();
        if (kind != "service" && project is not null)
            throw ToolErrors.Contradiction("--service-project", $"--kind {kind ?? "library"}", $"Only a service has one: --kind service --service-project {ToolErrors.Quoted(project)}");
        if (kind == "service" && project is null)
            throw ToolErrors.Contradiction("--kind service", "no --service-project", "Name the project that is deployed: --service-project src/Orders.Api");
    }

    // dotnet new takes one option with several values as well as one several times.
    private static List<string> ValuesOf(IReadOnlyList<string> words, string option)
    {
        var values = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].StartsWith(option + "=", StringComparison.Ordinal))
                values.Add(words[i][(option.Length + 1)..]);
            else if (words[i] == option)
                values.AddRange(words.Skip(i + 1).TakeWhile(word => !word.StartsWith('-')));
        }

        return values;
    }
}
