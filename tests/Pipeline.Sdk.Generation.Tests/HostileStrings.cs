namespace Pipeline.Sdk.Generation;

/// <summary>Texts that YAML writers are known to change.</summary>
internal static class HostileStrings
{
    public static IReadOnlyList<string> All { get; } =
    [
        "", " ", "  two leading", "trailing ", "\t", "\ttab first", "a\tb", "null", "Null", "NULL", "~", "true", "True", "yes", "Yes", "no", "on", "Off", "y", "N",
        "0", "-1", "+1", "1.0", "3.10", "1e5", "1E+5", "0777", "0o777", "0x1F", "0b101", "1_000", ".5", ".inf", "-.inf", ".NaN", "12:30:45", "1:20",
        "2024-01-01", "2024-01-01T00:00:00Z", "=", "<<", "-", "- a", "--- a", "---", "...", "?", "? a", ":", ": a", "a:", "a: b", "a:b", "#", "#a", "a#b", "a #b",
        "*", "*a", "&a", "!a", "!!str", "|", ">", "%TAG", "@a", "`a`", "{", "}", "{a: b}", "[a]", "[", "]", ",", "a, b", "'", "''", "'a'", "\"", "\"a\"", "it's", "a\"b",
        "\\", "a\\nb", @"C:\temp\new", @".\build.cmd a", "${{ x }}", "$(x)", "$[ x ]", "a && b || c", "(a | b) > c", "..", "./a", "~/a", "~a", ".a b",
        "\n", "\n\n", "a\n", "a\n\n", "\na", "a\nb", "a\nb\n", "a\n\nb\n", "a\n  b\n", "  a\nb\n", "a \nb\n", "a\n \nb\n", "a\tb\nc\n", "a\n\tb\n", "a\r\nb", "\r", "a\rb", "# a\nb\n", "- a\n- b\n", "---\na\n",
        "a: |\n  b\n", "é", "日本語", "😀 smile", "a\nb 😀\n", "\u0085", "a\u0085b", "a\u2028b", "a\u2029b\nc", "\uFEFFa", "\u00A0a", "a\u00A0", "\u200Ba", "\0", "\u0001", "a\u0001b\nc", "\u001B[31m", "\u007F", "\uFFFD", "\uE000",
        new string('x', 300), string.Join(' ', Enumerable.Repeat("word", 100)), string.Concat(Enumerable.Repeat("long line of a script with words\n", 40)),
    ];
}
