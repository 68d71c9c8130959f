using System.Globalization;
using CsCheck;

namespace Pipeline.Sdk.Execution.Tests.Records;

/// <summary>Numbers that every run writes are written without a culture, and read as if one had been asked.</summary>
public sealed class NumeralsTests
{
    [Fact]
    public void Whole_numbers_are_as_in_the_invariant_culture() =>
        Gen.OneOf(Gen.Long, Gen.Int.Select(number => (long)number), Gen.Const(0L), Gen.Const(long.MaxValue), Gen.Const(long.MinValue))
            .Sample(number => Assert.Equal(number.ToString(CultureInfo.InvariantCulture), Numerals.Of(number)));

    [Fact]
    public void Hexadecimal_numbers_have_zeros_up_to_their_length() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[1, 8])
            .Sample((number, length) => Assert.Equal(number.ToString("x" + length, CultureInfo.InvariantCulture), Numerals.Hexadecimal(number, length)));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(4, "0")]
    [InlineData(5, "0.001")]
    [InlineData(2500, "0.25")]
    [InlineData(10000, "1")]
    [InlineData(123456789, "12345.679")]
    public void Seconds_have_at_most_three_decimals(long tenthsOfMilliseconds, string expected)
    {
        var text = new StringWriter();
        new JsonText(text).WriteSeconds("s", TimeSpan.FromTicks(tenthsOfMilliseconds * 1000));
        Assert.EndsWith(": " + expected, text.ToString(), StringComparison.Ordinal);
    }
}
