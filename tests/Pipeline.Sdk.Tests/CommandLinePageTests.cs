using Pipeline.Sdk.CommandLine;

namespace Pipeline.Sdk.Tests;

/// <summary>The reference is made from the command line's own model.</summary>
public class CommandLinePageTests
{
    private const string Begin = "<!-- options: made from OwnOptions.cs by CommandLinePageTests; APPROVE=1 writes it -->\n";
    private const string End = "<!-- end of options -->";

    [Fact]
    public void The_options_of_the_page_are_those_of_the_command_line()
    {
        var path = Path.Combine(Repository.Root, "docs", "cli.md");
        var page = File.ReadAllText(path);
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = page.IndexOf(End, StringComparison.Ordinal);
        var table = "\n| option | short | meaning |\n| --- | --- | --- |\n"
            + string.Concat(OwnOptions.All.Select(option => $"| `{option.Usage}` | {(option.Short.Length == 0 ? "" : "`" + option.Short.Replace(", ", "`, `", StringComparison.Ordinal) + "`")} | {option.Meaning} |\n"))
            + "\n";

        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(path, page[..from] + table + page[to..]);
        else
            Assert.Equal(table, page[from..to]);
    }

    [Fact]
    public void No_option_is_in_the_model_twice() =>
        Assert.Equal(OwnOptions.All.Length, OwnOptions.All.Select(option => option.Name).Distinct().Count());
}
