using System.Text.RegularExpressions;

namespace Pipeline.Sdk.Execution.Tests.Logging;

/// <summary>The excerpts of the console's page are excerpts.</summary>
public sealed partial class ConsolePageTests
{
    [Fact]
    public void Every_excerpt_stands_in_the_approved_text_that_it_names()
    {
        var page = File.ReadAllText(Path.Combine(Approved.ProjectFolder(), "..", "..", "docs", "console.md")).ReplaceLineEndings("\n");
        var excerpts = Excerpt().Matches(page);
        Assert.Equal(page.Split("```text").Length - 1, excerpts.Count);
        Assert.All(excerpts, excerpt =>
        {
            var approved = Path.Combine(Approved.ProjectFolder(), "Approved", excerpt.Groups[1].Value + ".verified.txt");
            Assert.Contains(excerpt.Groups[2].Value, File.ReadAllText(approved), StringComparison.Ordinal);
        });
    }

    [GeneratedRegex("<!-- approved: ([a-z-]+) -->\n```text\n(.*?)```", RegexOptions.Singleline, 1000)]
    private static partial Regex Excerpt();
}
