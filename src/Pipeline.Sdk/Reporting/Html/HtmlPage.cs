using System.Runtime.CompilerServices;

namespace Pipeline.Sdk.Reporting;

/// <summary>Writes HTML. The literal parts of an interpolated string are markup and its holes are encoded, so that text cannot become markup by oversight.</summary>
/// <param name="writer">Where it goes.</param>
internal sealed class HtmlPage(TextWriter writer)
{
    /// <summary>Writes a piece, and a line end behind it. The piece has written itself when this is called.</summary>
    public void Write([InterpolatedStringHandlerArgument("")] ref HtmlPiece piece)
    {
        _ = piece;
        writer.Write('\n');
    }

    /// <summary>Begins a table that scrolls where the window is too narrow, for a keyboard too. It is ended by <c>&lt;/table&gt;&lt;/div&gt;</c>.</summary>
    public void BeginTable(string caption) =>
        Write($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table>\n<caption>{caption}</caption>");

    /// <summary>Writes markup that is our own: never text from outside.</summary>
    public void Trusted(string markup) => writer.Write(markup);

    internal void Literal(string markup) => writer.Write(markup);

    internal void Text(string text) => System.Net.WebUtility.HtmlEncode(text, writer);
}
