using System.Globalization;
using System.Text;
using System.Text.Json;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Parameters;

namespace Pipeline.Sdk.History;

/// <summary>
/// The committed history that work is split by: <c>.pipeline/durations.json</c>, step name → seconds. Only this file decides how a list is split, so that
/// every CI job computes the same.
/// </summary>
internal static class DurationFile
{
    public const string Name = ".pipeline/durations.json";

    private const string Shape = "expected an object like { \"Test:Orders\": 12.5 }: step names with seconds";

    /// <summary>Milliseconds by step name; empty when the pipeline splits nothing or there is no file. A pipeline without partitions does not ask the disk.</summary>
    public static IReadOnlyDictionary<string, long> Read(string root, PipelineDefinition definition, List<Diagnostic> diagnostics)
    {
        foreach (var parameter in definition.Parameters)
        {
            if (parameter.Handle is Partition && File.Exists(Path.Combine(root, Name)))
                return Parse(Path.Combine(root, Name), diagnostics);
        }

        return new Dictionary<string, long>();
    }

    /// <summary>The file's text: sorted, a step a line, tenths of seconds, so that a diff shows what really changed.</summary>
    public static string Text(IEnumerable<KeyValuePair<string, TimeSpan>> durations)
    {
        var text = new StringBuilder("{\n");
        var lines = durations.OrderBy(step => step.Key, StringComparer.Ordinal)
            .Select(step => string.Create(CultureInfo.InvariantCulture, $"  \"{step.Key}\": {Math.Max(0.1, step.Value.TotalSeconds):0.0}"));
        return text.AppendJoin(",\n", lines).Append("\n}\n").ToString();
    }

    private static Dictionary<string, long> Parse(string path, List<Diagnostic> diagnostics)
    {
        var durations = new Dictionary<string, long>(StringComparer.Ordinal);
        try
        {
            foreach (var entry in JsonFile.Read(Name, File.ReadAllBytes(path)))
            {
                if (entry.Kind == JsonTokenType.Number && double.TryParse(entry.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e9)
                    durations[entry.Name] = (long)(seconds * 1000);
                else
                    diagnostics.Add(Corrupt(entry.Position, $"'{entry.Name}' is {entry.KindText}; {Shape}"));
            }
        }
        catch (JsonFileException error)
        {
            diagnostics.Add(Corrupt(error.Position, $"{error.Message}; {Shape}"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(new Diagnostic("PIPE0231", $"{Name} cannot be read: {error.Message}"));
        }

        return durations;
    }

    private static Diagnostic Corrupt(FilePosition position, string reason) =>
        new("PIPE0231", $"{position}: {reason}. Mend it, or write it anew from the recorded runs: remove it and run ./build.sh Durations.");
}
