using System.Collections;

namespace Pipeline.Sdk.Generation.Yaml;

/// <summary>A mapping; the order of its entries is the order of the text.</summary>
/// <param name="isSpaced">Whether an empty line stands between the entries.</param>
internal sealed class YamlMapping(bool isSpaced = false) : YamlNode, IEnumerable<KeyValuePair<YamlScalar, YamlNode>>
{
    private readonly List<KeyValuePair<YamlScalar, YamlNode>> _entries = [];
    private Dictionary<int, List<string>>? _comments;

    public bool IsSpaced => isSpaced;

    public int Count => _entries.Count;

    /// <summary>Adds an entry; a null value leaves the key out, so that a condition can stand where the value stands.</summary>
    public void Add(string key, YamlNode? value) => Add(YamlScalar.Text(key), value);

    /// <inheritdoc cref="Add(string, YamlNode?)"/>
    public void Add(YamlScalar key, YamlNode? value)
    {
        if (value is not null)
            _entries.Add(new(key, value));
    }

    /// <summary>Writes a comment line above the next entry.</summary>
    public void Comment(string text)
    {
        _comments ??= [];
        if (!_comments.TryGetValue(_entries.Count, out var lines))
            _comments.Add(_entries.Count, lines = []);
        lines.Add(text);
    }

    /// <summary>The comment lines above an entry.</summary>
    public IReadOnlyList<string> CommentsAt(int index) => _comments?.GetValueOrDefault(index) ?? [];

    public IEnumerator<KeyValuePair<YamlScalar, YamlNode>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
