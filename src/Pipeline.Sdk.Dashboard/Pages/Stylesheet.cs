using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Sdk.Dashboard;

/// <summary>The one style sheet, which travels within the page: its hash is what the content security policy admits.</summary>
internal static class Stylesheet
{
    public static readonly string Text = Read();

    public static readonly string Hash = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    private static string Read()
    {
        using var stream = typeof(Stylesheet).Assembly.GetManifestResourceStream("dashboard.css")
            ?? throw new InvalidOperationException("dashboard.css is compiled into this assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // A parser of HTML turns CRLF into LF before it hashes.
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
