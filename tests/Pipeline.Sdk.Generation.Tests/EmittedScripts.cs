using YamlDotNet.RepresentationModel;

namespace Pipeline.Sdk.Generation;

/// <summary>Finds the scripts for bash in a generated file.</summary>
internal static class EmittedScripts
{
    public static IReadOnlyList<string> Bash(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(file)));
        return [.. Steps(stream.Documents[0].RootNode)];
    }

    private static IEnumerable<string> Steps(YamlNode node)
    {
        if (node is YamlSequenceNode sequence)
        {
            foreach (var script in sequence.SelectMany(Steps))
                yield return script;
        }

        if (node is not YamlMappingNode mapping)
            yield break;

        if (Text(mapping, "bash") is { } azure)
            yield return azure;
        if (Text(mapping, "run") is { } github && Text(mapping, "shell") == "bash")
            yield return github;
        foreach (var script in mapping.Children.Values.SelectMany(Steps))
            yield return script;
    }

    private static string? Text(YamlMappingNode mapping, string key) =>
        mapping.Children.TryGetValue(key, out var value) && value is YamlScalarNode scalar ? scalar.Value : null;
}
