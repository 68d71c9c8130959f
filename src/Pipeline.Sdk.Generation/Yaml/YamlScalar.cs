using System.Globalization;

namespace Pipeline.Sdk.Generation.Yaml;

/// <summary>A scalar. Text is quoted as it needs; numbers, flags and words are written as they are.</summary>
internal sealed class YamlScalar : YamlNode
{
    private YamlScalar(string value, bool isText, string? comment = null)
    {
        Value = value;
        IsText = isText;
        Comment = comment;
    }

    public string Value { get; }

    /// <summary>Whether a parser must read it back as this very text; otherwise it is written as it is.</summary>
    public bool IsText { get; }

    /// <summary>A comment on the same line, or null.</summary>
    public string? Comment { get; }

    public static YamlScalar Text(string text, string? comment = null) => new(text, isText: true, comment);

    public static YamlScalar Number(int number) => new(number.ToString(CultureInfo.InvariantCulture), isText: false);

    public static YamlScalar Flag(bool flag) => new(flag ? "true" : "false", isText: false);

    /// <summary>A word that YAML 1.1 would read as a flag but everybody writes without quotes: the key <c>on</c>.</summary>
    public static YamlScalar Word(string word) => new(word, isText: false);
}
