namespace Pipeline.Sdk.Execution.Results;

/// <summary>What changed between two keys, in words: <c>2 inputs changed: src/A.cs, src/B.cs; configuration Debug → Release</c>.</summary>
internal static class KeyDifference
{
    private const int MostNamed = 3;

    /// <summary>The words; empty when nothing differs.</summary>
    public static string Text(IReadOnlyCollection<KeyPart> before, IReadOnlyCollection<KeyPart> now)
    {
        var old = before.ToDictionary(part => (part.Kind, part.Name), part => part.Value);
        var current = now.ToDictionary(part => (part.Kind, part.Name), part => part.Value);
        var said = new List<string>();
        Inputs(said, "changed", now.Where(part => old.TryGetValue((part.Kind, part.Name), out var value) && value != part.Value));
        Inputs(said, "added", now.Where(part => !old.ContainsKey((part.Kind, part.Name))));
        Inputs(said, "removed", before.Where(part => !current.ContainsKey((part.Kind, part.Name))));
        foreach (var part in now)
        {
            if (part.Kind == "input")
                continue;

            if (!old.TryGetValue((part.Kind, part.Name), out var value))
                said.Add(part.Kind == "result" ? $"it rests on {part.Name} now" : $"{Name(part)} is new");
            else if (value != part.Value)
                said.Add(Changed(part, value));
        }

        said.AddRange(before.Where(part => part.Kind != "input" && !current.ContainsKey((part.Kind, part.Name))).Select(part => $"{Name(part)} is gone"));
        return string.Join("; ", said);
    }

    private static string Changed(KeyPart part, string before) => part.Kind switch
    {
        "parameter" or "environment" or "platform" or "tool" or "version" => $"{Name(part)} {before} → {part.Value}",
        "program" => "the build program changed",
        "result" => $"the result of {part.Name} is another one",
        "value" => $"the output of {part.Name} is another one",
        _ => $"{Name(part)} changed",
    };

    private static string Name(KeyPart part) => part.Kind switch
    {
        "parameter" or "tool" => part.Name,
        "variable" => $"the variable {part.Name}",
        "secret" => $"the secret {part.Name}",
        "environment" => "the environment",
        "platform" => "the platform",
        "version" => "its version",
        "value" or "result" => $"the result of {part.Name}",
        _ => part.Kind,
    };

    private static void Inputs(List<string> said, string what, IEnumerable<KeyPart> parts)
    {
        var names = parts.Where(part => part.Kind == "input").Select(part => part.Name).ToList();
        if (names.Count == 0)
            return;

        var shown = string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? " …" : "");
        said.Add($"{names.Count} {(names.Count == 1 ? "input" : "inputs")} {what}: {shown}");
    }
}
