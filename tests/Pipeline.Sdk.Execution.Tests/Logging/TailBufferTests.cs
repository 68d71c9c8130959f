namespace Pipeline.Sdk.Execution.Tests.Logging;

/// <summary>The end of a long text is kept, in bounded memory.</summary>
public class TailBufferTests
{
    [Fact]
    public void A_short_text_is_whole()
    {
        var buffer = new TailBuffer();
        buffer.AppendLine("one");
        buffer.AppendLine("");
        Assert.Equal("one\n\n", buffer.ToString());
    }

    [Theory]
    [InlineData(50_000)]
    [InlineData(90_000)]
    [InlineData(500_000)]
    public void Of_a_long_text_the_last_four_million_characters_stay(int lines)
    {
        var buffer = new TailBuffer();
        for (var line = 0; line < lines; line++)
            buffer.AppendLine(line.ToString("D99", System.Globalization.CultureInfo.InvariantCulture));

        var text = buffer.ToString();
        Assert.Equal(4_000_000, text.Length);
        Assert.EndsWith($"{lines - 1}\n", text, StringComparison.Ordinal);
        Assert.StartsWith("000", text, StringComparison.Ordinal);
    }
}
