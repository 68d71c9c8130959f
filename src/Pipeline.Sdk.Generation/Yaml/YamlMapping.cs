using System.Collections;

namespace Pipeline.Sdk.Generation.Yaml;

/// <summary>A mapping; the order of its entries is the order of the text.</summary>
/// <param name="isSpaced">Whether an empty line stands between the entries.</param>
internal sealed class YamlMapping(bool isSpaced = false) : YamlNode, IEnumerable<KeyValuePair<YamlScalar, YamlNode>>
{
    private readonly List<KeyValuePair<YamlScalar, YamlNode>> _entries = [];

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

    public IEnumerator<KeyValuePair<YamlScalar, YamlNode>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
