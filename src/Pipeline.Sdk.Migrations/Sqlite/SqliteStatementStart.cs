namespace Pipeline.Sdk.Migrations;

/// <summary>Finds where a statement starts, so that a message names its line and not that of the comment above it.</summary>
internal static class SqliteStatementStart
{
    /// <summary>The index of the first byte that is neither white space, nor a comment, nor an empty statement; the length when there is none.</summary>
    public static int Find(ReadOnlySpan<byte> sql)
    {
        var index = 0;
        while (index < sql.Length)
        {
            var rest = sql[index..];
            if (rest[0] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\f' or (byte)'\r' or (byte)';') index++;
            else if (rest.StartsWith("--"u8)) index += Past(rest, "\n"u8, from: 2);
            else if (rest.StartsWith("/*"u8)) index += Past(rest, "*/"u8, from: 2);
            else break;
        }

        return index;
    }

    // A comment that is not closed ends with the text, as in SQLite.
    private static int Past(ReadOnlySpan<byte> text, ReadOnlySpan<byte> end, int from)
    {
        var found = text[from..].IndexOf(end);
        return found < 0 ? text.Length : from + found + end.Length;
    }
}
