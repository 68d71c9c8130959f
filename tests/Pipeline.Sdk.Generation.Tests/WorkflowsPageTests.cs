using System.Text.RegularExpressions;
using Pipeline.Sdk.Generation.Definitions;

namespace Pipeline.Sdk.Generation;

/// <summary>What docs/workflows.md shows is compiled code and what it gives. <c>APPROVE=1</c> writes the page anew.</summary>
public sealed partial class WorkflowsPageTests
{
    private static readonly string Page = Path.Combine(Repository.Root, "docs", "workflows.md");

    [Fact]
    public void The_page_shows_compiled_code_and_the_files_that_it_gives()
    {
        var files = WorkflowFiles.From(DocumentedWorkflow.Build());
        var page = File.ReadAllText(Page).ReplaceLineEndings("\n");

        var whole = Show(Show(Show(page, "definition", Definition()), "github", Body(files[0])), "azure", Body(files[1]));
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(Page, whole);

        Assert.Equal(whole, File.ReadAllText(Page).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Every_step_of_the_drafts_is_on_the_page()
    {
        var page = File.ReadAllText(Page);
        var drafts = new[] { typeof(WorkflowDraft), typeof(DeployDraft), typeof(JobDraft), typeof(EventDraft), typeof(ManualDraft), typeof(CallDraft) };
        var steps = drafts.SelectMany(draft => draft.GetMethods()).Where(method => method.DeclaringType != typeof(object) && method.IsPublic).Select(method => method.Name).Distinct();

        Assert.All(steps, step => Assert.Contains($"`{step}(", page, StringComparison.Ordinal));
    }

    private static string Definition()
    {
        var source = File.ReadAllText(Path.Combine(Repository.Tests, "Definitions", "DocumentedWorkflow.cs")).ReplaceLineEndings("\n");
        var lines = Marked().Match(source).Groups["code"].Value.Split('\n').Select(line => line.Length > 8 ? line[8..] : line.Trim());
        return string.Join('\n', lines).Trim('\n');
    }

    // Without the two lines that say what made the file.
    private static string Body(GeneratedFile file) => file.Content[(file.Content.IndexOf("\n\n", StringComparison.Ordinal) + 2)..].Trim('\n');

    private static string Show(string page, string name, string text)
    {
        var shown = Shown(name);
        Assert.Matches(shown, page);
        return shown.Replace(page, match => $"{match.Groups["open"].Value}{text}\n{match.Groups["close"].Value}");
    }

    private static Regex Shown(string name) => new($"(?<open><!-- shown: {name} -->\n```[a-z]+\n).*?(?<close>```)", RegexOptions.Singleline | RegexOptions.ExplicitCapture);

    [GeneratedRegex("// <definition>\n(?<code>.*?)\n *// </definition>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Marked();
}
