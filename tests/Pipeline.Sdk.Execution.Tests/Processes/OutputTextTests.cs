using System.Text;
using CsCheck;

namespace Pipeline.Sdk.Execution.Tests.Processes;

/// <summary>Bytes of a program become lines, in whatever pieces they come.</summary>
public sealed class OutputTextTests
{
    private const string Secret = "s3cr3t-value-of-the-output";

    private static readonly string[] Parts = ["ü", "漢字", "😀", "\r", "\n", "\r\n", "\u001B[31m", "\u001B]0;t\a", "\0", "plain", Secret];

    [Theory]
    [InlineData("a\nb\n", "a|b")]
    [InlineData("a\r\n\r\nb", "a||b")]
    [InlineData("\n\n", "|")]
    [InlineData("10 %\r20 %\r100 %\r\n", "10 %|20 %|100 %")]
    [InlineData("\r10 %\r\r20 %", "10 %|20 %")]
    [InlineData("\uFEFFa", "a")]
    [InlineData("a\tb", "a\tb")]
    [InlineData("\u001B[1;31mred\u001B[0m \u001B[38;2;1;2;3mtrue\u001B[K", "red true")]
    [InlineData("\u001B]0;title\atext", "text")]
    [InlineData("\u001B]8;;https://example.org\u001B\\link\u001B]8;;\u001B\\", "link")]
    [InlineData("\u001B(Bcharset \u001B7save\u001BPdevice\u001B\\", "charset save")]
    [InlineData("\u001B]0;never ends\nnext", "|next")]
    [InlineData("\u001B[12\nnext", "|next")]
    [InlineData("\u009B31mred", "red")]
    [InlineData("NUL \0 BEL \a BS \b DEL \u007F", "NUL ␀ BEL ␇ BS ␈ DEL ␡")]
    [InlineData("\u001B[2J\u001B[H\u001Bcwiped", "wiped")]
    public void Lines(string output, string lines) => Assert.Equal(lines.Split('|'), Read(Encoding.UTF8.GetBytes(output)).Lines);

    [Fact]
    public void Without_output_there_is_no_line_and_no_text() => Assert.Equal((0, ""), (Read([]).Lines.Count, Read([]).Text));

    [Theory]
    [InlineData("a\r\nb\rc", "a\nb\nc\n")]
    [InlineData("\u001B[1mbold\0\n", "\u001B[1mbold\0\n")]
    [InlineData("\n\nx\n", "\n\nx\n")]
    public void The_result_has_the_text_as_it_is_with_line_feeds(string output, string text) => Assert.Equal(text, Read(Encoding.UTF8.GetBytes(output)).Text);

    [Fact]
    public void Output_that_is_no_text_is_shown_with_replacement_characters() =>
        Assert.Equal(["\uFFFD\uFFFD x \uFFFD"], Read([0xC3, 0x28 ^ 0xE8, (byte)' ', (byte)'x', (byte)' ', 0xE2, 0x82]).Lines);

    [Fact]
    public void Pieces_of_any_size_give_the_same_lines() =>
        Gen.Select(Gen.Int[0, Parts.Length - 1].Array[0, 30], Gen.Int[1, 7]).Sample((parts, size) =>
        {
            var bytes = Encoding.UTF8.GetBytes(string.Concat(parts.Select(part => Parts[part])));
            var whole = Read(bytes);
            var pieces = Read(bytes, size);
            Assert.Equal(whole.Lines, pieces.Lines);
            Assert.Equal(whole.Text, pieces.Text);
        });

    [Fact]
    public void No_control_character_but_tab_and_line_ends_is_left()
    {
        for (var code = 0; code <= char.MaxValue; code++)
        {
            var c = (char)code;
            var clean = OutputCleaner.CleanText($"a{c}b");
            Assert.True(char.IsControl(c) && c is not ('\t' or '\n' or '\r') ? !clean.Any(char.IsControl) : clean == $"a{c}b", $"U+{code:X4}");
        }
    }

    [Fact]
    public void A_secret_with_a_colour_in_its_middle_is_masked() =>
        Assert.Equal(["x *** y"], Read(Encoding.UTF8.GetBytes($"x {Secret[..5]}\u001B[31m{Secret[5..]}\u001B[0m y"), size: 3).Lines);

    [Fact]
    public void A_line_that_is_very_long_is_cut_and_a_secret_at_the_cut_is_masked()
    {
        for (var before = OutputText.LongestLine - Secret.Length - 2; before < OutputText.LongestLine + 2; before++)
        {
            var lines = Read(Encoding.UTF8.GetBytes(new string('x', before) + Secret + new string('y', 200_000)), size: 40_000).Lines;
            Assert.InRange(lines.Count, 4, 6);
            Assert.All(lines, line => Assert.InRange(line.Length, 1, OutputText.LongestLine));
            Assert.Equal(new string('x', before) + "***" + new string('y', 200_000), string.Concat(lines));
        }
    }

    [Fact]
    public void A_cut_does_not_split_a_character()
    {
        var text = "x" + string.Concat(Enumerable.Repeat("😀", 100_000));
        var lines = Read(Encoding.UTF8.GetBytes(text)).Lines;
        Assert.Equal(text, string.Concat(lines));
        Assert.DoesNotContain(lines, line => char.IsLowSurrogate(line[0]));
    }

    private static (List<string> Lines, string Text) Read(byte[] bytes, int size = int.MaxValue)
    {
        var masker = new SecretMasker([Secret]);
        var (lines, tail) = (new List<string>(), new TailBuffer());
        var text = new OutputText(masker, tail, line => lines.Add(masker.Mask(line)));
        for (var start = 0; start < bytes.Length; start += Math.Min(size, bytes.Length))
            text.Append(bytes.AsSpan(start, Math.Min(size, bytes.Length - start)));
        text.Complete();
        return (lines, tail.ToString());
    }
}
