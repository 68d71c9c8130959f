using System.Collections;

namespace Pipeline.Sdk.Generation.Yaml;

/// <summary>A sequence.</summary>
/// <param name="isSpaced">Whether an empty line stands between the items.</param>
internal sealed class YamlSequence(bool isSpaced = false) : YamlNode, IEnumerable<YamlNode>
{
    private readonly List<YamlNode> _items = [];
    private Dictionary<int, List<string>>? _comments;

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

    /// <summary>Writes a comment line above the next item.</summary>
    public void Comment(string text)
    {
        _comments ??= [];
        if (!_comments.TryGetValue(_items.Count, out var lines))
            _comments.Add(_items.Count, lines = []);
        lines.Add(text);
    }

    /// <summary>The comment lines above an item.</summary>
    public IReadOnlyList<string> CommentsAt(int index) => _comments?.GetValueOrDefault(index) ?? [];

    public IEnumerator<YamlNode> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
