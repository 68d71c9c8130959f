using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk.Tests;

/// <summary>Lists and plans for people, programs, browsers, Markdown and Graphviz.</summary>
public sealed class PlanFormatTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("everything-list", "--list")]
    [InlineData("everything-list-detailed", "--list", "--verbosity", "detailed")]
    [InlineData("everything-list-json", "--list", "--format", "json")]
    [InlineData("everything-plan", "--plan", "Release", "--env", "staging", "--shard", "1/2")]
    [InlineData("everything-plan-json", "--plan", "Release", "--env", "staging", "--format", "json")]
    [InlineData("everything-plan-mermaid", "--plan", "Release", "--env", "staging", "--format", "mermaid")]
    [InlineData("everything-plan-dot", "--plan", "Release", "--env", "staging", "--format", "dot")]
    [InlineData("everything-plan-html", "--plan", "Release", "--env", "staging", "--format", "HTML")]
    [InlineData("everything-help-test", "--help", "Test")]
    [InlineData("everything-help-push", "push", "--help")]
    [InlineData("everything-help-cleanup", "--help", "Cleanup")]
    public void A_form_is_as_approved(string name, params string[] words)
    {
        var outcome = _place.Run(Everything, words);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));

        // The line moves with every edit of this file.
        Approved.Verify(Regex.Replace(outcome.Output, @"(?<=PlanFormatTests\.cs)\(\d+\)", "(LINE)"), name);
    }

    [Fact]
    public void Many_items_are_one_line_unless_details_are_asked_for()
    {
        static void Define(PipelineBuilder build) => build.Default(build.Target("Test").ForEach(Enumerable.Range(1, 12), n => "P" + n).Run((_, n) => n));

        Assert.Contains("Test:*  12 items", _place.Run(Define, "--plan").Output, StringComparison.Ordinal);
        Assert.Contains("Test:P12", _place.Run(Define, "--plan", "--verbosity", "detailed").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_read_by_others_and_holds_no_secret()
    {
        _place.Variables = _place.Variables.SetItem("PIPELINE_FEED_KEY", "hunter2");
        var plan = _place.Run(Samples.Service(_place), "--plan", "Publish", "--feed", "https://feed", "--format", "json").Output;
        var list = _place.Run(Samples.Service(_place), "--list", "--format", "json").Output;

        using var read = JsonDocument.Parse(plan);
        Assert.Equal("Publish", read.RootElement.GetProperty("steps").EnumerateArray().Last().GetProperty("target").GetString());
        using var targets = JsonDocument.Parse(list);
        Assert.Contains(targets.RootElement.GetProperty("parameters").EnumerateArray(), parameter => parameter.GetProperty("isSecret").GetBoolean());
        Assert.DoesNotContain("hunter2", plan + list, StringComparison.Ordinal);
    }

    [Fact]
    public void The_html_is_whole_needs_nothing_from_elsewhere_and_draws_every_step_once()
    {
        var html = _place.Run(Everything, "--plan", "Release", "--env", "staging", "--format", "html").Output;

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", html, StringComparison.OrdinalIgnoreCase);
        var drawing = XElement.Parse(html[html.IndexOf("<svg", StringComparison.Ordinal)..(html.IndexOf("</svg>", StringComparison.Ordinal) + 6)]);
        var rows = html.Split("<tr class=").Length - 1;
        Assert.Equal(rows, drawing.Descendants("rect").Count());
        var boxes = drawing.Descendants("rect").Select(box => (X: (int)box.Attribute("x")!, Y: (int)box.Attribute("y")!, Right: (int)box.Attribute("x")! + (int)box.Attribute("width")!)).ToList();
        Assert.All(boxes, box => Assert.DoesNotContain(boxes, other => other != box && other.Y == box.Y && other.X < box.Right && box.X < other.Right));
    }

    [Fact]
    public void A_text_that_means_something_in_html_stays_text()
    {
        var html = _place.Run(
            build =>
            {
                var text = build.Parameter("text", "Some text", "<b>&\"");
                build.Default(build.Target("Show").Needs(text).OnlyWhenReached(_ => true, "only <i>now</i>").Run((_, _) => 1));
            },
            "--plan",
            "--format",
            "html").Output;

        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mermaid_line_is_a_node_an_edge_or_a_class()
    {
        var lines = _place.Run(Everything, "--plan", "Release", "--env", "staging", "--format", "mermaid").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("flowchart TD", lines[0]);
        Assert.All(lines[1..], line => Assert.Matches(@"^    (s\d+\[""[A-Za-z0-9_.:\- #;]+""\](:::out)?|s\d+ (-->|-\.->) s\d+|classDef out .*)$", line));
    }

    [Theory]
    [InlineData("PIPE0003", "--list", "--format", "html")]
    [InlineData("PIPE0003", "--plan", "--format", "jsn")]
    [InlineData("PIPE0004", "Lint", "--format", "json")]
    [InlineData("PIPE0004", "--dry-run", "--format", "json")]
    [InlineData("PIPE0005", "--verbosity", "loud")]
    [InlineData("PIPE0006", "--log", "xml")]
    [InlineData("PIPE0007", "--watch", "--plan")]
    [InlineData("PIPE0007", "--list", "--watch")]
    [InlineData("PIPE0008", "--completion", "tcsh")]
    [InlineData("PIPE0201", "--help", "Lnit")]
    public void What_makes_no_sense_is_a_coded_error(string code, params string[] words)
    {
        var outcome = _place.Run(Samples.Service(_place), words);

        Assert.Equal(ExitCodes.Usage, outcome.ExitCode);
        Assert.Equal([code], outcome.Codes);
        Assert.Empty(_place.Ran);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once() =>
        Assert.Equal(["PIPE0005", "PIPE0006", "PIPE0201"], _place.Run(Samples.Service(_place), "Lnit", "--verbosity", "loud", "--log", "xml").Codes.Order());

    /// <summary>A pipeline that uses every word of the authoring language.</summary>
    private static void Everything(PipelineBuilder build)
    {
        var publish = build.Parameter("publish", "Whether to publish", false);
        var shard = build.Partition("shard", 2);
        var database = build.Resource("database");
        var machine = build.Resource("machine", 4);
        var clean = build.Target("Clean").Describe("Removes build outputs").Group("Build").Run(_ => { });
        var compile = build.Target("Compile").Describe("Builds the solution").Group("Build").After(clean).Retry(3).Timeout(TimeSpan.FromMinutes(10)).Run(_ => "orders.dll");
        var startDatabase = build.Target("StartDatabase").Hidden().Run(_ => 5432);
        var test = build.Target("Test").Describe("Runs the tests").Group("Verify").DependsOn(startDatabase).Uses(database).Uses(machine, 2)
            .ForEach(["Orders", "Stock"], name => name).Needs(compile).Partition(shard).Run((_, name, _) => name.Length);
        var lint = build.Target("Lint").Describe("Checks the style").Group("Verify").ContinueOnFailure().Run(_ => { });
        var changes = build.Target("CountChanges").Run(_ => 3);
        var pack = build.Target("Pack").DependsOn(lint).Needs(test).OnlyWhen(changes, count => count > 0, "only when something changed").Run((_, _) => "orders.zip");
        build.Target("Push").Needs(pack).OnlyWhen(publish, p => p, "only with --publish").Run((_, _) => { });
        var release = build.Target("Release").Describe("Makes it live").Needs(pack).Needs(build.SelectedEnvironment).ChangesEnvironment().Run((_, _, _) => { });
        build.Target("Announce").TriggeredBy(release).OnlyWhenReached(_ => true, "only when the chat answers").Run(_ => { });
        build.Target("StopDatabase").Hidden().Finally(startDatabase).Run(_ => { });
        build.Target("Cleanup").Finally().Run(_ => { });
        build.Environment("staging", e => e.OnThisMachine());
        build.Default(test);
    }
}
