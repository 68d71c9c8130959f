namespace Pipeline.Sdk.Execution;

/// <summary>The last lines that a program wrote, for the message of its failure; bounded in number and length. Safe for both of its streams.</summary>
internal sealed class RecentLines
{
    private const int MostLines = 20;

    private const int LongestLine = 500;

    private readonly Queue<string> _lines = new();
    private readonly Lock _gate = new();

    public void Add(string line)
    {
        lock (_gate)
        {
            _lines.Enqueue(line);
            if (_lines.Count > MostLines)
                _lines.Dequeue();
        }
    }

    /// <summary>The lines, masked. They are cut only then: half a secret would not be found.</summary>
    public string Text(SecretMasker masker)
    {
        lock (_gate)
            return string.Join('\n', _lines.Select(line => Shorten(masker.Mask(line))));
    }

    private static string Shorten(string line) => line.Length <= LongestLine ? line : line[..LongestLine] + "…";
}
