using System.Globalization;
using System.Runtime.CompilerServices;

namespace Pipeline.Sdk.Reporting;

/// <summary>An interpolated string on its way into a page: the compiler calls it part by part, and nothing is kept in between.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlPiece
{
    private readonly HtmlPage _page;

    public HtmlPiece(int literalLength, int formattedCount, HtmlPage page)
    {
        _ = literalLength + formattedCount;
        _page = page;
    }

    public void AppendLiteral(string markup) => _page.Literal(markup);

    public void AppendFormatted(string? text) => _page.Text(text ?? "");

    public void AppendFormatted(int number) => _page.Literal(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(long number) => _page.Literal(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A coordinate or a share: two decimals are a hundredth of a pixel.</summary>
    public void AppendFormatted(double number) => _page.Literal(number.ToString("0.##", CultureInfo.InvariantCulture));
}
