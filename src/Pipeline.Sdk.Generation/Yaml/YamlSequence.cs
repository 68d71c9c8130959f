using System.Collections;

namespace Pipeline.Sdk.Generation.Yaml;

/// <summary>A sequence.</summary>
/// <param name="isSpaced">Whether an empty line stands between the items.</param>
internal sealed class YamlSequence(bool isSpaced = false) : YamlNode, IEnumerable<YamlNode>
{
    private readonly List<YamlNode> _items = [];

    public bool IsSpaced => isSpaced;

    public int Count => _items.Count;

    public static YamlSequence Of(IEnumerable<string> texts)
    {
        var sequence = new YamlSequence();
        foreach (var text in texts)
            sequence.Add(text);

        return sequence;
    }

    /// <summary>Adds an item; null adds nothing.</summary>
    public void Add(YamlNode? item)
    {
        if (item is not null)
            _items.Add(item);
    }

    public IEnumerator<YamlNode> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
