namespace Pipeline.Sdk.Dashboard;

/// <summary>What surrounds every page.</summary>
internal sealed class PageLayout(ServiceIdentity identity)
{
    private static readonly (string Path, string Name)[] Places = [("/", "Deployments"), ("/runs", "Pipeline runs")];

    public Task WriteAsync(HttpContext context, int status, string title, Html body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(Page(title, context.Request.Path, body).Markup, context.RequestAborted);
    }

    private Html Page(string title, string? path, Html body) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{title} · Delivery dashboard</title>
        <style>{Css()}</style>
        </head>
        <body>
        <a class="skip" href="#content">Skip to content</a>
        <header>
        <div class="bar">
        <p class="brand">Delivery dashboard</p>
        <nav aria-label="Pages"><ul>{Html.Join(Places.Select(place => Link(place.Path, place.Name, place.Path == path)))}</ul></nav>
        </div>
        </header>
        <main id="content">
        {body}
        </main>
        <footer>
        <p>Dashboard {identity.Version} <span class="mono" title="{identity.Digest}">{Words.ShortDigest(identity.Digest)}</span>{Detail("instance", identity.Instance)}{Detail("in", identity.Environment)}</p>
        </footer>
        </body>
        </html>

        """);

    private static Html Link(string path, string name, bool isHere) => isHere
        ? Html.Of($"""<li><a href="{path}" aria-current="page">{name}</a></li>""")
        : Html.Of($"""<li><a href="{path}">{name}</a></li>""");

    private static Html Detail(string label, string? value) => value is null ? Html.Empty : Html.Of($" · {label} {value}");

    // The style sheet is ours and is hashed byte for byte: it is the one text that is not encoded.
    private static Html Css() => Html.Trusted(Stylesheet.Text);
}
