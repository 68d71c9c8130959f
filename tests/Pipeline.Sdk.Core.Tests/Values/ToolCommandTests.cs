namespace Pipeline.Sdk.Core.Tests.Values;

/// <summary>A command as people read it.</summary>
public class ToolCommandTests
{
    [Fact]
    public void Quotes_only_what_needs_it() =>
        Assert.Equal("dotnet test \"My Tests\" \"\" \"say \\\"hi\\\"\" it\u00e9", new ToolCommand("dotnet", ["test", "My Tests", "", "say \"hi\"", "it\u00e9"]).ToString());
}
