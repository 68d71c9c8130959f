using System.Text;

namespace Pipeline.Sdk.Execution.Tests.Secrets;

/// <summary>Looking for secrets in files of any size and kind.</summary>
public sealed class SecretScanTests
{
    private const string Secret = "s3cr3t-väluee";

    private static readonly SecretScan Scan = new(new SecretMasker([Secret]));

    [Theory]
    [InlineData(0)]
    [InlineData(65_530)]
    [InlineData(131_065)]
    [InlineData(1_000_000)]
    public void Finds_it_wherever_it_is(int before)
    {
        using var stream = Text(new string('x', before) + Secret + new string('y', 70_000));
        Assert.True(Scan.Finds(stream));
        Assert.Equal(0, stream.Position);
    }

    [Fact]
    public void Finds_it_at_every_place_around_the_end_of_a_piece()
    {
        for (var before = 65_300; before < 65_900; before++)
        {
            using var stream = Text(new string('x', before) + Secret);
            Assert.True(Scan.Finds(stream), $"at {before}");
        }
    }

    [Fact]
    public void Finds_it_in_utf16_and_in_binary_files()
    {
        using var wide = new MemoryStream([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("x " + Secret)]);
        Assert.True(Scan.Finds(wide));
        using var binary = new MemoryStream([0, 1, 2, 255, .. Encoding.UTF8.GetBytes(Secret), 0]);
        Assert.True(Scan.Finds(binary));
    }

    [Fact]
    public void A_short_secret_is_looked_for_in_text_only()
    {
        // Four characters are in every large binary file by chance.
        var scan = new SecretScan(new SecretMasker(["abcd"]));
        using var binary = new MemoryStream([0, .. "abcd"u8]);
        using var text = Text("abcd");
        Assert.False(scan.Finds(binary));
        Assert.True(scan.Finds(text));
    }

    [Fact]
    public void Finds_nothing_where_nothing_is()
    {
        using var text = Text(new string('x', 300_000));
        Assert.False(Scan.Finds(text));
        using var empty = new MemoryStream();
        Assert.False(Scan.Finds(empty));
        using var any = Text(Secret);
        Assert.False(new SecretScan(new SecretMasker([])).Finds(any));
    }

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));
}
