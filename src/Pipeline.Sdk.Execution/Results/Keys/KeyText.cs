using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>The parts of a key as text, a part a line: what is hashed, and what is kept to tell later what changed.</summary>
internal static class KeyText
{
    // Raised with every change of what stands in a key: results under other keys are never found again.
    private const string Head = "pipeline-key 1\n";

    /// <summary>The text of all parts, in ordinal order of their lines.</summary>
    public static string Of(IEnumerable<KeyPart> parts)
    {
        var lines = parts.Select(part => $"{part.Kind}\t{LineText.Escape(part.Name)}\t{LineText.Escape(part.Value)}").ToList();
        lines.Sort(StringComparer.Ordinal);
        return new StringBuilder(Head).AppendJoin('\n', lines).Append('\n').ToString();
    }

    /// <summary>The key: SHA-256 of the text, 64 hexadecimal digits.</summary>
    public static string Key(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The parts of a text; empty when it is none.</summary>
    public static List<KeyPart> Parse(string text)
    {
        var parts = new List<KeyPart>();
        if (!text.StartsWith(Head, StringComparison.Ordinal))
            return parts;

        foreach (var line in text[Head.Length..].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split('\t') is [var kind, var name, var value])
                parts.Add(new KeyPart(kind, LineText.Unescape(name), LineText.Unescape(value)));
        }

        return parts;
    }
}
