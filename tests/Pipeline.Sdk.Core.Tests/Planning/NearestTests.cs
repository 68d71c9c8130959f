using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Core.Tests.PlanStage;

/// <summary>The word that was probably meant.</summary>
public class NearestTests
{
    [Theory]
    [InlineData("Compiel", "Compile")]
    [InlineData("unittest", "UnitTest")]
    [InlineData("Depoly", "Deploy")]
    [InlineData("Lnt", "Lint")]
    [InlineData("Package", "Package")]
    public void Finds_a_slip(string word, string expected) => Assert.Equal(expected, Nearest.To(word, ["Compile", "UnitTest", "Develop", "Deploy", "Lint", "Package"]));

    [Theory]
    [InlineData("Zebra")]
    [InlineData("CompileEverything")]
    public void Says_nothing_of_what_is_far_away(string word) => Assert.Null(Nearest.To(word, ["Compile", "UnitTest", "Lint"]));

    [Fact]
    public void Says_nothing_when_there_is_nothing() => Assert.Null(Nearest.To("Compile", []));

    [Fact]
    public void The_first_of_equals_wins() => Assert.Equal("Aab", Nearest.To("Aaa", ["Aab", "Aac"]));
}
