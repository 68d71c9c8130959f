namespace MyLibrary.Tests;

public class GreetingTests
{
    [Fact]
    public void It_names_who_is_greeted() => Assert.Equal("Hello, Ada.", Greeting.To("Ada"));

    [Fact]
    public void Nobody_cannot_be_greeted() => Assert.Throws<ArgumentException>(() => Greeting.To(" "));
}
