using System.Collections.Immutable;
using System.Text.Json;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Parameters;

/// <summary>The committed values: <c>.pipeline/parameters.ENVIRONMENT.json</c> before <c>.pipeline/parameters.json</c>.</summary>
internal static class ParameterFiles
{
    /// <summary>What the files give. A start without them asks the disk twice at most and loads nothing that reads JSON.</summary>
    /// <param name="root">The repository's root, absolute.</param>
    /// <param name="environment">The environment as typed, or null; an unknown one has no file.</param>
    /// <param name="definition">What may stand in them.</param>
    /// <param name="diagnostics">Receives what is wrong with the files. A text that is no value of its parameter is the planner's to tell.</param>
    public static ImmutableArray<ParameterText> Read(string root, string? environment, PipelineDefinition definition, List<Diagnostic> diagnostics)
    {
        var folder = Path.Combine(root, ".pipeline");
        var texts = ImmutableArray<ParameterText>.Empty;
        foreach (var known in definition.Environments)
        {
            if (known.Name.Equals(environment, StringComparison.OrdinalIgnoreCase))
                texts = Read(folder, "parameters." + known.Name + ".json", definition, texts, diagnostics);
        }

        return Read(folder, "parameters.json", definition, texts, diagnostics);
    }

    /// <summary>Warns of files whose environment nobody declared. It looks through a folder, which a start that names no environment and shows nothing need not.</summary>
    /// <param name="root">The repository's root, absolute.</param>
    /// <param name="definition">The environments.</param>
    public static IEnumerable<Diagnostic> OfNoEnvironment(string root, PipelineDefinition definition)
    {
        var folder = Path.Combine(root, ".pipeline");
        if (!Directory.Exists(folder))
            yield break;

        // Where the file system tells cases apart, so does whoever looks for a file in it.
        var names = definition.Environments.Select(environment => environment.Name).ToList();
        var comparison = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        foreach (var file in Directory.EnumerateFiles(folder, "parameters.*.json").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal))
        {
            var name = file["parameters.".Length..^".json".Length];
            if (!names.Contains(name, comparison))
                yield return ParameterDiagnostics.OfNoEnvironment(".pipeline/" + file, name, names);
        }
    }

    private static ImmutableArray<ParameterText> Read(
        string folder,
        string name,
        PipelineDefinition definition,
        ImmutableArray<ParameterText> texts,
        List<Diagnostic> diagnostics)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? texts.AddRange(Parse(path, ".pipeline/" + name, definition, diagnostics)) : texts;
    }

    private static List<ParameterText> Parse(string path, string shown, PipelineDefinition definition, List<Diagnostic> diagnostics)
    {
        var texts = new List<ParameterText>();
        try
        {
            var first = new Dictionary<string, JsonEntry>(StringComparer.Ordinal);
            foreach (var entry in JsonFile.Read(shown, File.ReadAllBytes(path)))
            {
                var parameter = definition.Parameters.FirstOrDefault(known => known.Name == entry.Name);
                if (!first.TryAdd(entry.Name, entry))
                    diagnostics.Add(ParameterDiagnostics.Twice(entry.NamePosition, entry.Name, first[entry.Name].NamePosition));
                else if (parameter is null)
                    diagnostics.Add(ParameterDiagnostics.Unknown(entry.NamePosition, entry.Name, definition.Parameters.Where(known => !known.IsSecret).Select(known => known.Name)));
                else if (parameter.IsSecret)
                    diagnostics.Add(ParameterDiagnostics.SecretInFile(entry.NamePosition, entry.Name));
                else
                    texts.Add(Text(parameter, entry));
            }
        }
        catch (JsonFileException error)
        {
            diagnostics.Add(ParameterDiagnostics.Corrupt(error.Position, error.Message));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(ParameterDiagnostics.Unreadable(shown, error.Message));
        }

        return texts;
    }

    private static ParameterText Text(ParameterDefinition parameter, JsonEntry entry)
    {
        var text = new ParameterText(parameter.Name, entry.Items.IsEmpty ? entry.Text : entry.KindText, entry.Position.ToString());
        if (!parameter.IsList)
            return Mismatch(parameter.Kind, entry) is { } mismatch ? text with { Error = mismatch, Text = Shown(entry) } : text;
        if (entry.Kind != JsonTokenType.StartArray)
            return text with { Error = $"expected an array like [\"a\", \"b\"], found {entry.KindText}", Text = Shown(entry) };

        foreach (var item in entry.Items)
        {
            if (Mismatch(parameter.Kind, item) is { } error)
                return text with { Error = error, Text = Shown(item), Source = item.Position.ToString() };
            if (parameter.ParseEntries?.Invoke([item.Text]).Error is not null && parameter.ParseEntries([.. entry.Items.Select(each => each.Text)]).Error is { } invalid)
                return text with { Error = invalid, Text = Shown(item), Source = item.Position.ToString() };
        }

        return text with { Entries = [.. entry.Items.Select(item => item.Text)] };
    }

    private static string Shown(JsonEntry entry) => entry.Kind is JsonTokenType.StartArray or JsonTokenType.StartObject ? entry.KindText : entry.Text;

    // A text is good for every type, as on the command line. A number for a text is not: 1.10 and 007 would have to be guessed at.
    private static string? Mismatch(ValueKind kind, JsonEntry entry) => entry.Kind switch
    {
        JsonTokenType.String => null,
        JsonTokenType.Number when kind == ValueKind.Number => null,
        JsonTokenType.True or JsonTokenType.False when kind == ValueKind.Switch => null,
        JsonTokenType.Number when kind == ValueKind.Text => "expected a text: put it into double quotes",
        JsonTokenType.Null => "null is no value: remove the name instead",
        _ => $"expected {(kind switch { ValueKind.Number => "a number", ValueKind.Switch => "true or false", _ => "a text" })}, found {entry.KindText}",
    };
}
