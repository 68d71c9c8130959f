using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace Pipeline.Sdk.Generation.Yaml;

/// <summary>
/// Which style brings a text back unchanged from every parser: plain only where YAML 1.1 and 1.2 agree that it is text,
/// a literal block for printable lines, and double quotes for all else.
/// </summary>
internal static partial class ScalarStyles
{
    private static readonly FrozenSet<string> Reserved = new[] { "true", "false", "yes", "no", "on", "off", "y", "n", "null", "~", ".inf", ".nan" }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static ScalarStyle For(string text)
    {
        if (PlainText().IsMatch(text) && !Reserved.Contains(text))
            return ScalarStyle.Plain;

        return IsLiteral(text) ? ScalarStyle.Literal : ScalarStyle.DoubleQuoted;
    }

    // Begins with a letter, '_', '$' or a path's '.x' and '~/': never with a digit or a sign, so it cannot be a number, a date or a base-60 time.
    // ': ' and ' #' would end a plain scalar; ' *' is legal, but YamlDotNet's own parser mistakes it in a key; runs of spaces are easily lost by
    // the next person.
    [GeneratedRegex(@"\A(?:[A-Za-z_$]|\.(?=[A-Za-z/\\])|~/)(?:[A-Za-z0-9_.,/$(){}\[\]'""&|!*<>=+@~;\\-]|:(?! |\z)| (?! |\z|#|\*))*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainText();

    // A block cannot begin with white space without an indentation mark, loses nothing at its end only when that is one line end or none,
    // and a '\r' in it would be read as '\n'.
    private static bool IsLiteral(string text) =>
        text.Contains('\n', StringComparison.Ordinal)
        && !char.IsWhiteSpace(text[0])
        && !text.EndsWith("\n\n", StringComparison.Ordinal)
        && text.Split('\n').All(line => (line.Length == 0 || !char.IsWhiteSpace(line[^1])) && line.All(IsPrintable));

    private static bool IsPrintable(char c) =>
        c == '\t' || (c is not ('\u0085' or '\u2028' or '\u2029' or '\uFEFF') && char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse));
}
