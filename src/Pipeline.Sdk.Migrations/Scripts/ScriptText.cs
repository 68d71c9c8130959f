using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Sdk.Migrations;

/// <summary>The bytes of a script as the text that is executed and hashed.</summary>
internal static class ScriptText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The normalised text; empty, with a finding, when there is none.</summary>
    public static string Read(string path, string file, ImmutableArray<Diagnostic>.Builder findings)
    {
        try
        {
            var text = Normalise(Strict.GetString(File.ReadAllBytes(path)));
            var nul = text.IndexOf('\0', StringComparison.Ordinal);
            if (nul >= 0) findings.Add(MigrationDiagnostics.NulCharacter(file, text.AsSpan(0, nul).Count('\n') + 1));
            else if (string.IsNullOrWhiteSpace(text)) findings.Add(MigrationDiagnostics.EmptyScript(file));
            return text;
        }
        catch (DecoderFallbackException invalid)
        {
            findings.Add(MigrationDiagnostics.NotUtf8(file, invalid.Index));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            findings.Add(MigrationDiagnostics.Unreadable(file, unreadable.Message));
        }

        return string.Empty;
    }

    public static string Checksum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Normalise(string text) =>
        (text.StartsWith('\uFEFF') ? text[1..] : text).Replace("\r\n", "\n", StringComparison.Ordinal);
}
