namespace Pipeline.Sdk.Parameters;

/// <summary>A place in a text file, in the form that editors understand: <c>.pipeline/parameters.json(3,14)</c>.</summary>
/// <param name="File">The file as people should see it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">In characters, from 1.</param>
internal sealed record FilePosition(string File, int Line, int Column)
{
    /// <summary>The place of a byte in UTF-8 text.</summary>
    public static FilePosition Of(string file, ReadOnlySpan<byte> text, int offset)
    {
        var before = text[..Math.Clamp(offset, 0, text.Length)];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        var column = 1;
        foreach (var unit in before[lineStart..])
        {
            // Continuation bytes belong to the character that began before them.
            if ((unit & 0xC0) != 0x80)
                column++;
        }

        return new FilePosition(file, before.Count((byte)'\n') + 1, column);
    }

    /// <summary>File, line and column: <c>parameters.json(3,14)</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}({Line},{Column})");
}
