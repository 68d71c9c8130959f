using System.Text.RegularExpressions;
using Pipeline.Sdk.Bootstrap;
using Pipeline.Sdk.Templates.Tests.Infrastructure;

namespace Pipeline.Sdk.Templates.Tests;

// No Windows here: what a text can tell is checked.
public partial class BuildCmdTests
{
    private static readonly string Text = File.ReadAllText(Repository.PathOf("build.cmd"));
    private static readonly string[] Lines = Text.Split("\r\n");

    private static IEnumerable<string> Commands => Lines.Where(line => !line.StartsWith("rem ", StringComparison.Ordinal));

    [Fact]
    public void Every_line_ends_as_cmd_wants_it()
    {
        Assert.DoesNotContain('\n', Text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.EndsWith("\r\n", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_is_ascii_because_cmd_reads_it_in_the_machines_code_page() => Assert.DoesNotContain(Text, letter => letter > '~');

    [Fact]
    public void Paths_are_built_from_where_the_file_lies() => Assert.DoesNotMatch(AbsolutePath(), Text.Replace("https://", "", StringComparison.Ordinal));

    [Fact]
    public void Every_use_of_a_path_is_in_quotation_marks()
    {
        foreach (var line in Commands)
        {
            // Pieces 0, 2, 4 … lie outside of the quotation marks.
            var bare = string.Concat(line.Split('"').Where((_, piece) => piece % 2 == 0));
            Assert.DoesNotMatch(@"%(bin|PIPELINE_ROOT|~dp0)%?", bare);
        }
    }

    [Fact]
    public void Arguments_are_passed_on_as_they_came_and_never_inside_of_a_block()
    {
        var starts = Commands.Where(line => line.Contains("%*", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, starts.Count);
        Assert.All(starts, start => Assert.Equal("dotnet \"%bin%\\%name%\\build.dll\" %*", start));
    }

    [Fact]
    public void The_programs_exit_code_is_the_scripts()
    {
        for (var i = 0; i < Lines.Length; i++)
        {
            if (!Lines[i].EndsWith("%*", StringComparison.Ordinal))
                continue;

            // A program that is out of date is built: the first start goes on to it, a watched one goes back.
            string[] ends = [$"if not %errorlevel%=={InputCheck.StaleExitCode} exit /b %errorlevel%", $"if %errorlevel%=={InputCheck.StaleExitCode} goto build"];
            Assert.Contains(Lines[i + 1], ends);
            Assert.True(Lines[i + 1] == ends[0] || Lines[i + 2] == "exit /b %errorlevel%");
        }
    }

    [Fact]
    public void Only_the_first_start_asks_for_the_check()
    {
        var set = Array.IndexOf(Lines, $"set \"{InputCheck.Variable}=%bin%\"");
        var cleared = Array.IndexOf(Lines, $"set \"{InputCheck.Variable}=\"");
        Assert.True(set > 0 && cleared > Array.FindIndex(Lines, line => line.EndsWith("%*", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_label_that_is_jumped_to_is_there() =>
        Assert.All(Jump().Matches(Text).Select(match => match.Groups[1].Value), label => Assert.Contains(":" + label, Lines));

    [Theory]
    [InlineData("PIPE0011")]
    [InlineData("PIPE0015")]
    [InlineData("PIPE0903")]
    public void Its_errors_have_the_codes_of_build_sh(string code)
    {
        Assert.Contains($"error {code}: ", Text, StringComparison.Ordinal);
        Assert.Contains($"error {code}: ", File.ReadAllText(Repository.PathOf("build.sh")), StringComparison.Ordinal);
    }

    // A digit before the arrow would be the number of a handle.
    [Fact]
    public void The_name_is_written_with_the_redirection_in_front() =>
        Assert.Contains(">\"%bin%\\current.%name%\" echo %name%", Lines);

    [GeneratedRegex(@"[A-Za-z]:[\\/]|\\\\[a-z]")]
    private static partial Regex AbsolutePath();

    [GeneratedRegex(@"goto ([a-z]+)")]
    private static partial Regex Jump();
}
