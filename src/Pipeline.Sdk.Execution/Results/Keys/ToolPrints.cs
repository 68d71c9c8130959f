using System.Globalization;
using System.Text;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>The versions of declared tools. A tool is asked once; the answer holds for as long as its file, and what may choose among its versions, stays the same.</summary>
internal sealed class ToolPrints
{
    private readonly ResultSettings _settings;
    private readonly string _folder;
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>Prepares.</summary>
    /// <param name="settings">The checkout.</param>
    /// <param name="folder">Where answers are kept, absolute.</param>
    public ToolPrints(ResultSettings settings, string folder) => (_settings, _folder) = (settings, folder);

    /// <summary>The version as the tool says it, in one line; where the tool cannot be found or does not answer, that.</summary>
    public string Version(string tool)
    {
        lock (_known)
        {
            if (!_known.TryGetValue(tool, out var version))
                _known.Add(tool, version = Find(tool));
            return version;
        }
    }

    private string Find(string tool)
    {
        if (ToolFile.Find(ToolFile.Resolve(tool, _settings.Root, _settings.Root)) is not { } found)
            return "not found";

        var file = RealPath.Of(found);
        var state = State(file);
        var kept = Path.Combine(_folder, Path.GetFileName(tool));
        if (AtomicFile.TryRead(kept) is { } bytes && Encoding.UTF8.GetString(bytes).Split('\n', 2) is [var then, var version] && then == state)
            return version;

        var said = _settings.Programs().AskAsync(new ToolCommand(file, ["--version"]) { Timeout = TimeSpan.FromSeconds(10) }, CancellationToken.None).GetAwaiter().GetResult();
        var line = said?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var first, ..] ? first : "unknown";
        AtomicFile.TryWrite(kept, Encoding.UTF8.GetBytes($"{state}\n{line}"));
        return line;
    }

    // dotnet chooses among the SDKs beside it by global.json, and its own file does not change when one is added.
    private string State(string file)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{file} {FileStat.Of(file)}");
        if (Path.GetFileNameWithoutExtension(file) == "dotnet")
            text += $" {FileStat.Of(Path.Combine(Path.GetDirectoryName(file) ?? "", "sdk"))} {FileStat.Of(Path.Combine(_settings.Root, "global.json"))}";
        return text;
    }
}
