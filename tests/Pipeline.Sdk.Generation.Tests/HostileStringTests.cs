using System.Text.Json;
using CsCheck;
using Pipeline.Sdk.Generation.Yaml;
using YamlDotNet.RepresentationModel;

namespace Pipeline.Sdk.Generation;

public sealed class HostileStringTests
{
    [Fact]
    public void Hostile_strings_come_back_from_YamlDotNet_unchanged() => Assert.Equal(HostileStrings.All, ReadBack(HostileStrings.All));

    [Fact]
    public void Any_string_comes_back_from_YamlDotNet_unchanged() =>
        Gen.String[Gen.Char[" \t\r\n:#-'\"\\|>&*!%@`{}[],?~.$()0123456789abcnoyes\u0085\u2028\u0001é"], 0, 12]
            .Sample(text => Assert.Equal([text], ReadBack([text])), iter: 20_000);

    [Trait("Category", "Integration")]
    [Theory]
    [InlineData("1.2")]
    [InlineData("1.1")]
    public async Task Hostile_strings_come_back_from_the_yaml_package_of_npm_unchanged(string version)
    {
        var file = Path.Combine(Path.GetTempPath(), $"hostile-{version}-{Guid.NewGuid():N}.yml");
        await File.WriteAllTextAsync(file, Write(HostileStrings.All), TestContext.Current.CancellationToken);
        try
        {
            var result = await Node.Run("parse-yaml.mjs", [file], ("YAML_VERSION", version));

            Assert.True(result.ExitCode == 0, result.Output);
            using var json = JsonDocument.Parse(result.Output);
            Assert.Equal(HostileStrings.All, [.. json.RootElement.GetProperty("texts").EnumerateArray().Select(item => item.GetString() ?? "")]);
            Assert.Equal(HostileStrings.All.Distinct().Count(), json.RootElement.GetProperty("keys").EnumerateObject().Count());
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Write(IReadOnlyList<string> texts)
    {
        var keys = new YamlMapping(isSpaced: true);
        foreach (var text in texts.Distinct())
            keys.Add(text, text);

        return YamlWriter.Write(new YamlMapping(isSpaced: true) { { "texts", Sequence(texts) }, { "keys", keys } });
    }

    private static YamlSequence Sequence(IEnumerable<string> texts)
    {
        var sequence = new YamlSequence(isSpaced: true);
        foreach (var text in texts)
            sequence.Add(text);
        return sequence;
    }

    private static List<string> ReadBack(IReadOnlyList<string> texts)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Write(texts)));
        var root = (YamlMappingNode)stream.Documents[0].RootNode;
        var keys = (YamlMappingNode)root.Children["keys"];
        Assert.All(keys.Children, pair => Assert.Equal(((YamlScalarNode)pair.Key).Value, ((YamlScalarNode)pair.Value).Value));
        return [.. ((YamlSequenceNode)root.Children["texts"]).Select(item => ((YamlScalarNode)item).Value ?? "")];
    }
}
