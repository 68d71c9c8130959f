using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Pipeline.Sdk.Dashboard;

/// <summary>Builds <see cref="Html"/>: the compiler calls it for every part of an interpolated string.</summary>
[InterpolatedStringHandler]
internal readonly struct HtmlInterpolation(int literalLength, int formattedCount)
{
    // Letters of all scripts stay readable; what HTML gives a meaning is always encoded.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _markup = new(literalLength + (formattedCount * 16));

    public void AppendLiteral(string markup) => _markup.Append(markup);

    public void AppendFormatted(string? text) => _markup.Append(Encoder.Encode(text ?? string.Empty));

    public void AppendFormatted(int number) => _markup.Append(number);

    public void AppendFormatted(Html html) => _markup.Append(html.Markup);

    public string ToMarkup() => _markup.ToString();
}
