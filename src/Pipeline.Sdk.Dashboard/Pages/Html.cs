namespace Pipeline.Sdk.Dashboard;

/// <summary>
/// A piece of HTML. It is made from an interpolated string, whose literal parts are markup and whose holes are encoded, so that text
/// cannot become markup by oversight.
/// </summary>
internal readonly record struct Html
{
    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    public static Html Empty => default;

    public string Markup => _markup ?? string.Empty;

    public static Html Of(HtmlInterpolation html) => new(html.ToMarkup());

    /// <summary>Our own style sheet, never text from outside.</summary>
    public static Html Trusted(string markup) => new(markup);

    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece.Markup)));

    public override string ToString() => Markup;
}
