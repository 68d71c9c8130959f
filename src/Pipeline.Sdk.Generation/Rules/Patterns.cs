using System.Text.RegularExpressions;

namespace Pipeline.Sdk.Generation.Rules;

/// <summary>Texts that both dialects take, and take for the same.</summary>
internal static partial class Patterns
{
    public static bool IsBranch(string text) => Branch().IsMatch(text) && !text.Contains("**", StringComparison.Ordinal);

    public static bool IsPath(string text) => Path().IsMatch(text) && !text.Contains("//", StringComparison.Ordinal) && !text.Split('/').Contains("..");

    public static bool IsLabel(string text) => Label().IsMatch(text);

    public static bool IsPoolText(string text) => PoolText().IsMatch(text);

    /// <summary>Names of artifacts, caches and groups.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    /// <summary>A reference to an image: registry, name, tag, digest.</summary>
    public static bool IsImage(string text) => Image().IsMatch(text);

    public static bool IsPinnedImage(string text) => PinnedImage().IsMatch(text);

    /// <summary>Whether a CI system takes a part of the text for an expression, a variable or a command.</summary>
    public static bool HasExpression(string text) => Expression().IsMatch(text) || text.Contains('\0', StringComparison.Ordinal);

    // '?', '+', '[' and '!' are patterns on GitHub and text, or another pattern, on Azure.
    [GeneratedRegex(@"\A[A-Za-z0-9*][A-Za-z0-9._/*-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Branch();

    [GeneratedRegex(@"\A(?![/])[A-Za-z0-9._/*-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Path();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._ -]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PoolText();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[a-z0-9][A-Za-z0-9._/:-]*(?:@sha256:[0-9a-f]{64})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Image();

    [GeneratedRegex(@"@sha256:[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PinnedImage();

    [GeneratedRegex(@"\$\{\{|\$\(|\$\[|##vso\[|##\[", RegexOptions.CultureInvariant)]
    private static partial Regex Expression();
}
