using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Sdk;

/// <summary>The text whose SHA-256 is a release's digest: the version, then every file in ordinal order of its path.</summary>
public static class ReleaseManifest
{
    /// <summary>The manifest's text, lines ended by <c>\n</c>.</summary>
    /// <param name="version">The release's version.</param>
    /// <param name="files">All files; the order does not matter.</param>
    public static string Text(string version, IEnumerable<ReleaseFile> files)
    {
        var text = new StringBuilder("pipeline-release 1\nversion ").Append(version).Append('\n');
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            text.Append(file.Sha256).Append(file.Executable ? " x " : " - ")
                .Append(file.Size.ToString(CultureInfo.InvariantCulture)).Append(' ').Append(file.Path).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The release's digest: <c>sha256:</c> and 64 lower-case hexadecimal digits.</summary>
    /// <param name="version">The release's version.</param>
    /// <param name="files">All files; the order does not matter.</param>
    public static string Digest(string version, IEnumerable<ReleaseFile> files) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(version, files))));
}
