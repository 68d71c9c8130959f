namespace Pipeline.Sdk.Views;

/// <summary>Text in columns. Linq's Max and string padding are compiled anew at every start; a loop and a piece of a constant are not.</summary>
internal static class Columns
{
    private const string Blanks = "                                                                                                    ";

    /// <summary>The length of the longest text.</summary>
    public static int Width(IEnumerable<string> texts)
    {
        var width = 0;
        foreach (var text in texts)
            width = Math.Max(width, text.Length);
        return width;
    }

    /// <summary>The text, filled up with blanks.</summary>
    public static string Pad(string text, int width)
    {
        while (text.Length < width)
            text += Blanks[..Math.Min(Blanks.Length, width - text.Length)];
        return text;
    }
}
