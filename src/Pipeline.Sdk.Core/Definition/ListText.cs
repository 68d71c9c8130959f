using System.Collections.Immutable;
using System.Text;

namespace Pipeline.Sdk.Definition;

/// <summary>
/// Lists as text: entries end at a comma or at the end of a line, blanks around an entry and empty entries do not count. An entry in double quotes
/// is taken as it stands, a double quote in it is written twice (RFC 4180): <c>a,"b,c","say ""hi"""</c>.
/// </summary>
internal static class ListText
{
    /// <summary>The entries, or null when a quote is not closed on its line or something stands behind it.</summary>
    public static ImmutableArray<string>? Split(string text)
    {
        var entries = ImmutableArray.CreateBuilder<string>();
        foreach (var line in text.Split('\n'))
        {
            if (!Split(line.AsSpan().Trim(), entries))
                return null;
        }

        return entries.ToImmutable();
    }

    /// <summary>The text that <see cref="Split(string)"/> reads as these entries.</summary>
    public static string Join(IEnumerable<string> entries)
    {
        var text = new StringBuilder();
        foreach (var entry in entries)
            text.Append(text.Length == 0 ? "" : ",").Append(Quote(entry));
        return text.ToString();
    }

    private static bool Split(ReadOnlySpan<char> line, ImmutableArray<string>.Builder entries)
    {
        while (!line.IsEmpty)
        {
            int end;
            if (line[0] == '"')
            {
                if (Quoted(line, out end) is not { } entry)
                    return false;
                entries.Add(entry);
            }
            else
            {
                end = line.IndexOf(',') is var comma and >= 0 ? comma : line.Length;
                if (line[..end].Trim() is { IsEmpty: false } entry)
                    entries.Add(entry.ToString());
            }

            line = line[end..].TrimStart();
            if (line.IsEmpty)
                return true;
            if (line[0] != ',')
                return false;
            line = line[1..].TrimStart();
        }

        return true;
    }

    private static string? Quoted(ReadOnlySpan<char> line, out int end)
    {
        var entry = new StringBuilder();
        for (end = 1; end < line.Length; end++)
        {
            if (line[end] != '"')
                entry.Append(line[end]);
            else if (end + 1 < line.Length && line[end + 1] == '"')
                entry.Append(line[end++]);
            else
                return end++ > 0 ? entry.ToString() : null;
        }

        return null;
    }

    private static string Quote(string entry) =>
        entry.Length == 0 || entry.AsSpan().IndexOfAny(",\"\n") >= 0 || char.IsWhiteSpace(entry[0]) || char.IsWhiteSpace(entry[^1])
            ? "\"" + entry.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
            : entry;
}
