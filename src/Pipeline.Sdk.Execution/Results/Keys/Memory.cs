using System.Collections.Immutable;
using System.IO.Hashing;
using System.Text;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>
/// What this checkout remembers of each target between runs, so that a run in which nothing changed reads no file but this one. What is lost here costs
/// time and never a wrong result. Safe for use by many threads.
/// </summary>
internal sealed class Memory
{
    private const string Head = "pipeline-memory 2";

    private readonly string _file;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private Dictionary<string, Remembered>? _targets;

    public Memory(string file) => _file = file;

    public Remembered? Of(string target)
    {
        lock (_gate)
            return (_targets ??= Read(_file)).GetValueOrDefault(target);
    }

    public void Set(string target, Remembered remembered)
    {
        lock (_gate)
        {
            _targets ??= Read(_file);
            if (_targets.TryGetValue(target, out var known) && known == remembered)
                return;

            _targets[target] = remembered;
            _changed.Add(target);
        }
    }

    /// <summary>Writes what is new over what another run may have written meanwhile.</summary>
    public void Save()
    {
        lock (_gate)
        {
            if (_changed.Count == 0 || _targets is null)
                return;

            var targets = Read(_file);
            foreach (var target in _changed)
                targets[target] = _targets[target];
            var text = new StringBuilder(Head).Append('\n');
            foreach (var (name, remembered) in targets)
                text.Append(LineText.Escape(name)).Append('\t').Append(remembered.ToLine()).Append('\n');
            text.Append(Check(text.ToString())).Append('\n');
            AtomicFile.TryWrite(_file, Encoding.UTF8.GetBytes(text.ToString()));
            _changed.Clear();
        }
    }

    private static Dictionary<string, Remembered> Read(string file)
    {
        var targets = new Dictionary<string, Remembered>(StringComparer.Ordinal);
        if (AtomicFile.TryRead(file) is not { } bytes)
            return targets;

        var text = Encoding.UTF8.GetString(bytes);
        var end = text.Length < 2 ? -1 : text.LastIndexOf('\n', text.Length - 2) + 1;
        if (end <= 0 || text[end..].TrimEnd('\n') != Check(text[..end]) || !text.StartsWith(Head + "\n", StringComparison.Ordinal))
            return targets;

        foreach (var line in text[(Head.Length + 1)..end].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab > 0 && Remembered.Parse(line[(tab + 1)..]) is { } remembered)
                targets[LineText.Unescape(line[..tab])] = remembered;
        }

        return targets;
    }

    private static string Check(string text) => new Print(0, XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(text))).ToString();
}
