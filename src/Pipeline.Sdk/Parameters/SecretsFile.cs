using System.Text.Json;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Parameters;

/// <summary>The user's own file of secrets, outside of the repository. One that others could read or change is refused.</summary>
internal sealed class SecretsFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly string _root;
    private readonly bool _isNamed;

    /// <summary>Finds out where it lies or would lie. Reads nothing.</summary>
    /// <param name="root">The repository's root, absolute.</param>
    /// <param name="variable">Reads an environment variable.</param>
    public SecretsFile(string root, Func<string, string?> variable)
    {
        _root = root;
        _isNamed = variable("PIPELINE_SECRETS_FILE") is { Length: > 0 };
        Location = variable("PIPELINE_SECRETS_FILE") is { Length: > 0 } named
            ? Path.GetFullPath(named, root)
            : Path.Combine(ConfigHome(variable), "pipeline-sdk", Path.GetFileName(Path.TrimEndingDirectorySeparator(root)), "secrets.json");
    }

    /// <summary>Where it lies or would lie, absolute.</summary>
    public string Location { get; }

    /// <summary>The secrets that it gives, those of the environment first. It may hold others, which belong to other branches.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="wanted">The names that are looked for.</param>
    /// <param name="environment">The selected environment as typed, or null.</param>
    /// <param name="diagnostics">Receives why the file is not used.</param>
    public IEnumerable<ParameterText> Read(PipelineDefinition definition, IReadOnlyCollection<string> wanted, string? environment, List<Diagnostic> diagnostics)
    {
        try
        {
            if (!File.Exists(Location))
            {
                if (_isNamed)
                    diagnostics.Add(ParameterDiagnostics.SecretsFileUnusable(Location, "there is no such file"));
                return [];
            }

            // What is checked is what is read: no link is followed after this.
            var real = RealPath.Of(Location);
            return Refusal(real) is { } refusal ? Refuse(refusal, diagnostics) : Texts(File.ReadAllBytes(real), definition, wanted, environment, diagnostics);
        }
        catch (JsonFileException error)
        {
            return Refuse(ParameterDiagnostics.SecretsFileCorrupt(error.Position, error.Message), diagnostics);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Refuse(ParameterDiagnostics.SecretsFileUnusable(Location, error.Message), diagnostics);
        }
    }

    private static IEnumerable<ParameterText> Refuse(Diagnostic diagnostic, List<Diagnostic> diagnostics)
    {
        diagnostics.Add(diagnostic);
        return [];
    }

    // The XDG base directory specification: a relative path there does not count.
    private static string ConfigHome(Func<string, string?> variable) =>
        variable("XDG_CONFIG_HOME") is { Length: > 0 } xdg && Path.IsPathRooted(xdg) ? xdg
        : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");

    private Diagnostic? Refusal(string real)
    {
        var root = Path.TrimEndingDirectorySeparator(RealPath.Of(_root)) + Path.DirectorySeparatorChar;
        if (real.StartsWith(root, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            return ParameterDiagnostics.SecretsFileInside(Location, real);
        if (OperatingSystem.IsWindows())
            return null;

        // Who may write to the folder may put another file there.
        var folder = Path.GetDirectoryName(real) ?? real;
        foreach (var (place, remedy) in new[] { (real, "600"), (folder, "700") })
        {
            if (!FileOwner.IsOwn(place))
                return ParameterDiagnostics.SecretsFileForeign(Location, place);
            var mode = File.GetUnixFileMode(place);
            if ((mode & Others) != UnixFileMode.None)
                return ParameterDiagnostics.SecretsFileOpen(Location, place, Convert.ToString((int)mode, 8).PadLeft(4, '0'), remedy);
        }

        return null;
    }

    private List<ParameterText> Texts(byte[] bytes, PipelineDefinition definition, IReadOnlyCollection<string> wanted, string? environment, List<Diagnostic> diagnostics)
    {
        var general = new List<ParameterText>();
        var own = new List<ParameterText>();
        foreach (var entry in JsonFile.Read(Location, bytes))
        {
            if (entry.Kind != JsonTokenType.StartObject)
                Take(entry, wanted, general, diagnostics);
            else if (!definition.Environments.Any(known => known.Name.Equals(entry.Name, StringComparison.OrdinalIgnoreCase)))
                diagnostics.Add(ParameterDiagnostics.SecretsFileCorrupt(entry.NamePosition, $"'{entry.Name}' holds an object, and no environment has that name"));
            else if (entry.Name.Equals(environment, StringComparison.OrdinalIgnoreCase))
                entry.Items.ToList().ForEach(item => Take(item, wanted, own, diagnostics));
        }

        return [.. own, .. general];
    }

    private static void Take(JsonEntry entry, IReadOnlyCollection<string> wanted, List<ParameterText> texts, List<Diagnostic> diagnostics)
    {
        if (!wanted.Contains(entry.Name, StringComparer.Ordinal))
            return;
        if (entry.Kind != JsonTokenType.String || entry.Text.Length == 0)
            diagnostics.Add(ParameterDiagnostics.SecretsFileCorrupt(entry.Position, $"'{entry.Name}' is {(entry.Kind == JsonTokenType.String ? "empty" : entry.KindText)}, expected a text"));
        else if (texts.Exists(earlier => earlier.Name == entry.Name))
            diagnostics.Add(ParameterDiagnostics.SecretsFileCorrupt(entry.NamePosition, $"'{entry.Name}' stands there twice"));
        else
            texts.Add(new ParameterText(entry.Name, entry.Text, "secrets file"));
    }
}
