using System.Diagnostics.CodeAnalysis;

namespace Pipeline.Sdk.Generation.Yaml;

/// <summary>A node of a document that is to be written. Text, numbers and flags convert, so that a document in C# reads like its YAML.</summary>
internal abstract class YamlNode
{
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator YamlNode?(string? text) => text is null ? null : YamlScalar.Text(text);

    public static implicit operator YamlNode(int number) => YamlScalar.Number(number);

    public static implicit operator YamlNode(bool flag) => YamlScalar.Flag(flag);
}
