using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pipeline.Sdk.Tests;

/// <summary>The schema of <c>run.json</c> in docs/run-record.md, against the record of a run in which everything happens.</summary>
public sealed partial class RunRecordPageTests : IDisposable
{
    private readonly Workplace _place = new();
    private readonly string _page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "run-record.md"));

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Every_field_of_a_record_is_in_the_page_and_no_other()
    {
        var record = Record();

        Assert.Equal(Fields("## run.json", "A step:"), record.EnumerateObject().Select(field => field.Name).Order());
        Assert.Equal(Fields("A step:", "`isDirty` is asked"), Names(record.GetProperty("steps")));
    }

    [Theory]
    [InlineData("tools")]
    [InlineData("parameters")]
    [InlineData("steps.tries")]
    [InlineData("steps.commands")]
    [InlineData("steps.annotations")]
    public void Every_field_of_what_a_record_lists_is_in_its_row(string list)
    {
        var elements = list.Split('.').Aggregate((IEnumerable<JsonElement>)[Record()], (found, name) => found.SelectMany(element => element.TryGetProperty(name, out var items) ? items.EnumerateArray() : []));
        var row = _page.Split('\n').Single(line => line.StartsWith($"| `{list.Split('.')[^1]}` |", StringComparison.Ordinal));

        Assert.All(elements.SelectMany(element => element.EnumerateObject()), field => Assert.Contains($"`{field.Name}`", row, StringComparison.Ordinal));
        Assert.NotEmpty(elements);
    }

    private IEnumerable<string> Fields(string from, string to) =>
        _page[_page.IndexOf(from, StringComparison.Ordinal).._page.IndexOf(to, StringComparison.Ordinal)].Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Name().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value))
            .Order();

    private static IEnumerable<string> Names(JsonElement list) => list.EnumerateArray().SelectMany(element => element.EnumerateObject()).Select(field => field.Name).Distinct().Order();

    private JsonElement Record()
    {
        _place.Write("out/a.txt", "1");
        _place.Run(Define, "All", "--keep-going");
        var folder = Assert.Single(Directory.GetDirectories(_place.PathOf(".pipeline/runs")));
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "run.json")));
        return record.RootElement.Clone();
    }

    private static void Define(PipelineBuilder build)
    {
        var number = build.Parameter("number", "A number", 7);
        var tries = 0;
        var ask = build.Target("Ask").Needs(number).Retry(2, TimeSpan.FromMilliseconds(1)).Run((run, _) => ++tries == 1 ? throw new InvalidOperationException("not yet") : run.Tool("git", "--version"));
        var files = build.Target("Files").Run(_ => new Output());
        var bad = build.Target("Bad").ContinueOnFailure().Run(run =>
        {
            run.Log.Annotate(new Annotation(DiagnosticSeverity.Error, "wrong") { Title = "T1", File = "a.cs", Line = 1, Column = 2 });
            throw new StepFailedException("TEST0001", "no");
        });
        var stored = build.Target("Stored").Inputs("out/**").Run(_ => "made");
        var items = build.Target("Items").ForEach(["A", "B"], name => name).After(bad).Run((_, name) => name);
        build.Target("All").DependsOn(ask, files, bad, items, stored).Run();
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();

    private sealed record Output : IFileBacked
    {
        public ImmutableArray<string> Paths => ["out/a.txt"];
    }
}
