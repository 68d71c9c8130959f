namespace Pipeline.Sdk.Graph;

/// <summary>Which names work everywhere they end up: in YAML of both dialects, on a command line, in a path.</summary>
internal static class Names
{
    public const int MaximumLength = 100;

    // GitHub and Azure both accept [A-Za-z_][A-Za-z0-9_]* for ids, and compare them regardless of case.
    public static bool IsIdentifier(string name) =>
        name.Length is > 0 and <= MaximumLength
        && (char.IsAsciiLetter(name[0]) || name[0] == '_')
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>An item's name is also a part of a file name, and never a path.</summary>
    public static bool IsItem(string name) =>
        name.Length is > 0 and <= MaximumLength
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    public static bool IsKebab(string name) =>
        name.Length is > 0 and <= MaximumLength
        && char.IsAsciiLetterLower(name[0])
        && !name.EndsWith('-')
        && !name.Contains("--", StringComparison.Ordinal)
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>A target's name as the beginning of an option: <c>MigrateOrdersDB</c> gives <c>migrate-orders-db</c>.</summary>
    public static string Option(string target)
    {
        var words = target.Select((letter, at) => (letter == '_' ? "-" : BeginsWord(target, at) ? "-" + letter : letter.ToString()).ToLowerInvariant());
        return string.Concat(words).Replace("--", "-", StringComparison.Ordinal).Trim('-');
    }

    private static bool BeginsWord(string name, int at) =>
        at > 0 && char.IsAsciiLetterUpper(name[at]) && (!char.IsAsciiLetterUpper(name[at - 1]) || (at + 1 < name.Length && char.IsAsciiLetterLower(name[at + 1])));

    public static bool IsFileName(string name) =>
        name.Length is > 0 and <= MaximumLength
        && char.IsAsciiLetter(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
