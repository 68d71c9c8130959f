using System.Globalization;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Generation.Yaml;

namespace Pipeline.Sdk.Generation;

/// <summary>What a parameter is as an input that a person, or a calling workflow, gives.</summary>
internal static class InputTypes
{
    /// <summary><c>boolean</c>, <c>choice</c>, <c>number</c> or <c>string</c>.</summary>
    public static string Of(ParameterDefinition input) =>
        input.IsList ? "string"
        : input.Kind == ValueKind.Switch ? "boolean"
        : !input.Choices.IsEmpty ? "choice"
        : input.Kind == ValueKind.Number ? "number"
        : "string";

    /// <summary>A value as CI systems write it when it is turned into text: flags are lower-case.</summary>
    public static string Text(ParameterDefinition input, string text) => Of(input) == "boolean" ? text.ToLowerInvariant() : text;

    /// <summary>A value in the type that the input has.</summary>
    public static YamlNode Scalar(string type, string text) => type switch
    {
        "boolean" => bool.Parse(text),
        "number" when int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        "number" => YamlScalar.Word(text),
        _ => text,
    };
}
