using Pipeline.Sdk.Generation.Yaml;

namespace Pipeline.Sdk.Generation;

public sealed class YamlWriterTests
{
    [Theory]
    [InlineData("main", "main")]
    [InlineData("release/*", "release/*")]
    [InlineData(".pipeline/runs", ".pipeline/runs")]
    [InlineData(@".\build.cmd Lint", @".\build.cmd Lint")]
    [InlineData("${{ matrix.leg }}", "${{ matrix.leg }}")]
    [InlineData("true", "\"true\"")]
    [InlineData("NO", "\"NO\"")]
    [InlineData("3.10", "\"3.10\"")]
    [InlineData("", "\"\"")]
    [InlineData("*", "\"*\"")]
    [InlineData("a: b", "\"a: b\"")]
    [InlineData("a #b", "\"a #b\"")]
    [InlineData("2024-01-01", "\"2024-01-01\"")]
    public void Text_is_quoted_only_where_a_parser_would_misread_it(string text, string written) =>
        Assert.Equal($"key: {written}\n", YamlWriter.Write(new YamlMapping { { "key", text } }));

    [Fact]
    public void Lines_become_a_literal_block() =>
        Assert.Equal("run: |\n  one\n  two\n", YamlWriter.Write(new YamlMapping { { "run", "one\ntwo\n" } }));

    [Fact]
    public void Numbers_and_flags_are_not_quoted() =>
        Assert.Equal("depth: 0\nclean: false\n", YamlWriter.Write(new YamlMapping { { "depth", 0 }, { "clean", false } }));

    [Fact]
    public void A_null_value_leaves_the_key_out() =>
        Assert.Equal("b: x\n", YamlWriter.Write(new YamlMapping { { "a", (string?)null }, { "b", "x" } }));

    [Fact]
    public void Sequences_are_indented_and_empty_collections_stay_on_the_line() =>
        Assert.Equal(
            "needs:\n  - a\n  - b\npermissions: {}\ndependsOn: []\n",
            YamlWriter.Write(new YamlMapping { { "needs", YamlSequence.Of(["a", "b"]) }, { "permissions", new YamlMapping() }, { "dependsOn", new YamlSequence() } }));

    [Fact]
    public void An_empty_line_stands_between_spaced_entries_also_after_a_block() =>
        Assert.Equal("a: |\n  x\n  y\n\nb: 1\n", YamlWriter.Write(new YamlMapping(isSpaced: true) { { "a", "x\ny\n" }, { "b", 1 } }));

    [Fact]
    public void A_comment_stands_behind_its_scalar() =>
        Assert.Equal("uses: a/b@c # v1\nwith: x\n", YamlWriter.Write(new YamlMapping { { "uses", YamlScalar.Text("a/b@c", "v1") }, { "with", "x" } }));
}
