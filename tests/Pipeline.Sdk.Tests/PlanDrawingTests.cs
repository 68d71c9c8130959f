using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;

namespace Pipeline.Sdk.Tests;

/// <summary>What the programs that draw a plan understand of it, against the plan: Mermaid's own parser, and Graphviz.</summary>
[Trait("Category", "Integration")]
public sealed class PlanDrawingTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Mermaid_reads_the_plan()
    {
        var read = await Mermaid(Show("mermaid"));
        var ids = read.GetProperty("nodes").EnumerateArray().ToDictionary(node => node.GetProperty("id").GetString() ?? "", node => node.GetProperty("label").GetString() ?? "");

        Assert.Equal(Steps(), read.GetProperty("nodes").EnumerateArray().Select(node => (node.GetProperty("label").GetString() ?? "", node.GetProperty("isGrey").GetBoolean())));
        Assert.Equal(Edges(), read.GetProperty("edges").EnumerateArray().Select(edge => (ids[edge.GetProperty("from").GetString() ?? ""], ids[edge.GetProperty("to").GetString() ?? ""], edge.GetProperty("isDotted").GetBoolean())).Order());
        Assert.Equal(["out"], read.GetProperty("classes").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task Mermaid_refuses_what_is_no_flowchart()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => Mermaid(Show("mermaid").Replace("\"]", "", StringComparison.Ordinal)));

        Assert.Contains("Parse error", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graphviz_reads_the_plan()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/dot"), "Graphviz is not installed. As root on Debian, ./build.sh TestTools installs it.");

        var read = JsonDocument.Parse(await Run(Cli.Wrap("dot").WithArguments(["-Tjson"]), Show("dot"))).RootElement;
        var nodes = read.GetProperty("objects").EnumerateArray().ToDictionary(node => node.GetProperty("_gvid").GetInt32());

        Assert.Equal(Steps(), nodes.Values.Select(node => (Label(node), node.GetProperty("style").GetString() == "rounded,dashed")));
        Assert.Equal(Edges(), read.GetProperty("edges").EnumerateArray().Select(edge => (Label(nodes[edge.GetProperty("tail").GetInt32()]), Label(nodes[edge.GetProperty("head").GetInt32()]), edge.TryGetProperty("style", out _))).Order());
    }

    private static string Label(JsonElement node) => node.GetProperty("label").GetString() ?? "";

    private IEnumerable<(string Name, bool IsGrey)> Steps() => Plan().Select(step => (step.GetProperty("target").GetString() ?? "", step.GetProperty("action").GetString() != "run"));

    private IEnumerable<(string From, string To, bool IsDotted)> Edges()
    {
        var steps = Plan();
        return steps.SelectMany(step => Of(step, "waitsFor", isDotted: false).Concat(Of(step, "follows", isDotted: true))).Order();

        IEnumerable<(string, string, bool)> Of(JsonElement step, string edges, bool isDotted) =>
            step.GetProperty(edges).EnumerateArray().Select(before => (steps[before.GetInt32()].GetProperty("target").GetString() ?? "", step.GetProperty("target").GetString() ?? "", isDotted));
    }

    private List<JsonElement> Plan() => [.. JsonDocument.Parse(Show("json")).RootElement.GetProperty("steps").EnumerateArray()];

    private string Show(string format)
    {
        var outcome = _place.Run(Define, "--plan", "All", "--skip", "click", "--format", format);
        Assert.Equal("", outcome.Error);
        return outcome.Output;
    }

    private async Task<JsonElement> Mermaid(string text)
    {
        var folder = Environment.GetEnvironmentVariable("PIPELINE_VALIDATORS") ?? Path.Combine(Repository.Root, "artifacts", "test-tools", "validators");
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules", "mermaid")), $"Mermaid is not installed in {folder}: run ./build.sh TestTools to enable");

        _place.Write("plan.mmd", text);
        var node = Cli.Wrap("node")
            .WithArguments([Path.Combine(Repository.Root, "tests", "Pipeline.Sdk.Tests", "validators", "mermaid.mjs"), _place.PathOf("plan.mmd")])
            .WithEnvironmentVariables(environment => environment.Set("PIPELINE_VALIDATORS", folder));
        return JsonDocument.Parse(await Run(node, "")).RootElement;
    }

    private static async Task<string> Run(Command command, string input)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        var result = await command.WithStandardInputPipe(PipeSource.FromString(input)).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(deadline.Token);
        return result.ExitCode == 0 ? result.StandardOutput : throw new InvalidOperationException(result.StandardError);
    }

    /// <summary>Names that are words of the drawing languages, items, both kinds of edges, and what does not run.</summary>
    private static void Define(PipelineBuilder build)
    {
        var names = new[] { "end", "graph", "subgraph", "default", "style", "click", "node", "digraph", "class", "o", "_A_b" };
        var words = names.Select(name => build.Target(name).Run(_ => { })).ToArray();
        var items = build.Target("Items").DependsOn(words).ForEach(["o", "x", "end", "v1-2"], name => name).Run((_, name) => name);
        build.Target("Cleanup").Finally().Run(_ => { });
        build.Target("All").DependsOn(items).Run(_ => { });
    }
}
