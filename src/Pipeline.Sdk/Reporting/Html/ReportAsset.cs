using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Sdk.Reporting;

/// <summary>A style sheet or a script that travels within the page.</summary>
internal sealed class ReportAsset
{
    private ReportAsset(string text) => Text = text;

    public string Text { get; }

    /// <summary>By which the page's content security policy admits it.</summary>
    public string Hash => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>Reads one that is compiled into this assembly.</summary>
    public static ReportAsset Read(string name)
    {
        using var stream = typeof(ReportAsset).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException(name + " is compiled into this assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // A parser of HTML turns CRLF into LF before it hashes.
        return new ReportAsset(reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal));
    }
}
