using System.Text.Json;
using CsCheck;

namespace Pipeline.Sdk.Core.Tests.Values;

/// <summary>https://semver.org/spec/v2.0.0.html</summary>
public class SemanticVersionTests
{
    private static readonly Gen<string> Identifier = Gen.OneOf(
        Gen.Int[0, 1000].Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Gen.Select(Gen.Char["abcXYZ-"], Gen.String[Gen.Char["abzAZ09-"], 0, 6], (first, rest) => first + rest));

    private static readonly Gen<SemanticVersion> Any = Gen.Select(
        Gen.Int[0, 30],
        Gen.Int[0, 3],
        Gen.Int[0, 3],
        Identifier.Array[0, 4],
        Identifier.Array[0, 3],
        (major, minor, patch, pre, metadata) => new SemanticVersion(major, minor, patch, string.Join('.', pre), string.Join('.', metadata)));

    [Fact]
    public void Precedence_follows_item_11_of_the_specification()
    {
        // The two lists of item 11, and the pre-releases before their release.
        string[][] lists =
        [
            ["1.0.0", "2.0.0", "2.1.0", "2.1.1"],
            ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0"],
        ];
        foreach (var list in lists)
        {
            var versions = list.Select(SemanticVersion.Parse).ToArray();
            for (var i = 0; i < versions.Length; i++)
            {
                for (var j = 0; j < versions.Length; j++)
                    Assert.Equal(Math.Sign(i.CompareTo(j)), Math.Sign(versions[i].CompareTo(versions[j])));
            }
        }
    }

    [Fact]
    public void Operators_agree_with_the_precedence()
    {
        var (low, high) = (SemanticVersion.Parse("1.0.0-rc.1"), SemanticVersion.Parse("1.0.0"));
        Assert.True(low < high && low <= high && high > low && high >= low);
        Assert.False(low > high || low >= high);
        Assert.True(high > null!);
    }

    [Fact]
    public void Metadata_does_not_take_part_in_the_order_but_in_equality()
    {
        var (one, two) = (SemanticVersion.Parse("1.0.0+a"), SemanticVersion.Parse("1.0.0+b"));
        Assert.Equal(0, one.CompareTo(two));
        Assert.NotEqual(one, two);
    }

    [Fact]
    public void Numbers_of_any_length_are_compared_as_numbers() =>
        Assert.True(SemanticVersion.Parse("1.0.0-rc.99999999999999999999") > SemanticVersion.Parse("1.0.0-rc.9999999999999999999"));

    [Theory]
    [InlineData("0.0.4")]
    [InlineData("1.1.2-prerelease+meta")]
    [InlineData("1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay")]
    [InlineData("2.0.0+build.1848")]
    [InlineData("1.2.3----RC-SNAPSHOT.12.9.1--.12+788")]
    [InlineData("1.0.0-0A.is.legal")]
    [InlineData("1.0.0+0.build.1-rc.10000aaa-kk-0.1")]
    public void Reads_and_writes_the_valid_examples_of_semver_org(string text) => Assert.Equal(text, SemanticVersion.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.2")]
    [InlineData("1.2.3-0123")]
    [InlineData("1.2.3-0123.0123")]
    [InlineData("1.1.2+.123")]
    [InlineData("+invalid")]
    [InlineData("-invalid")]
    [InlineData("alpha")]
    [InlineData("1.0.0-alpha_beta")]
    [InlineData("1.0.0-alpha..1")]
    [InlineData("01.1.1")]
    [InlineData("1.01.1")]
    [InlineData("1.1.01")]
    [InlineData("1.2.3.DEV")]
    [InlineData("1.2-SNAPSHOT")]
    [InlineData("-1.0.3-gamma+b7718")]
    [InlineData("9.8.7+meta+meta")]
    [InlineData("v1.2.3")]
    [InlineData(" 1.2.3")]
    [InlineData("1.2.3 ")]
    [InlineData("1.2.3\n")]
    [InlineData("1.2.3-rc.1\n")]
    [InlineData("1.2.3-1\u0661")]
    [InlineData("1.2.3-\u0661a")]
    [InlineData("\u0661.2.3")]
    [InlineData("99999999999.0.0")]
    [InlineData(null)]
    public void Refuses_what_is_no_version(string? text) => Assert.False(SemanticVersion.TryParse(text, null, out _));

    [Fact]
    public void A_refusal_quotes_the_offender() =>
        Assert.Contains("'one.two'", Assert.Throws<FormatException>(() => SemanticVersion.Parse("one.two")).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_version_survives_text_and_json() => Any.Sample(version =>
        SemanticVersion.Parse(version.ToString()) == version
        && JsonSerializer.Deserialize<SemanticVersion>(JsonSerializer.Serialize(version, JsonSerializerOptions.Web), JsonSerializerOptions.Web) == version);

    [Fact]
    public void The_order_is_total() => Gen.Select(Any, Any, Any).Sample((a, b, c) =>
        Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a))
        && (a.CompareTo(b) > 0 || b.CompareTo(c) > 0 || a.CompareTo(c) <= 0));
}
