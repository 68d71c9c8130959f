using System.Text.Json;

namespace Pipeline.Sdk.Tests;

/// <summary><c>--explain</c>: all that is known of one target.</summary>
public sealed class ExplainTests : IDisposable
{
    private readonly Workplace _place = new();

    public ExplainTests() => _place.Write("src/a.cs", "1");

    public void Dispose() => _place.Dispose();

    [Fact]
    public void It_says_why_a_target_is_in_the_plan_what_it_reads_and_who_reads_it()
    {
        var outcome = _place.Run(Define, "--explain", "compile");

        Assert.Equal("", outcome.Error);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(
            """
            Compile: Builds it

            In the plan for Package
              run: Test needs its output
              Test: Package depends on it
              Package: the default target
            """.ReplaceLineEndings("\n"),
            outcome.Output[..outcome.Output.IndexOf("\n\nReads", StringComparison.Ordinal)]);
        Assert.Contains("  parameter configuration = Release\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("  input src/a.cs\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Its output is read by\n  Test\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Only waited for by\n  Lint\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("none is recorded in this checkout", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(_place.Ran);
    }

    [Fact]
    public void It_says_what_made_a_target_run_last_time_and_whether_its_result_holds_now()
    {
        _place.Run(Define, "Compile");
        _place.Write("src/a.cs", "2 is longer");
        _place.Run(Define, "Compile");

        var told = Json("--explain", "Compile", "--format", "json");

        Assert.Equal("cached", told.GetProperty("action").GetString());
        Assert.Equal("nothing that it rests on has changed", told.GetProperty("stored").GetString());
        Assert.Equal("1 input changed: src/a.cs", told.GetProperty("lastInvalidated").GetProperty("reason").GetString());
        Assert.Equal(2, told.GetProperty("runs").GetArrayLength());
        Assert.Equal(told.GetProperty("runs")[0].GetProperty("run").GetString(), told.GetProperty("lastInvalidated").GetProperty("run").GetString());
    }

    [Fact]
    public void It_has_the_last_ten_durations()
    {
        for (var i = 0; i < 12; i++)
            _place.Run(Define, "Lint", "--only");

        Assert.Equal(10, Json("--explain", "Lint", "--format", "json").GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public void It_explains_a_target_in_the_plan_for_others()
    {
        var told = Json("Lint", "--explain", "Package", "--format", "json");

        Assert.Equal("Lint", told.GetProperty("plan").GetString());
        Assert.Equal(JsonValueKind.Null, told.GetProperty("action").ValueKind);
    }

    [Fact]
    public void A_target_that_cannot_be_planned_is_explained_as_far_as_it_goes()
    {
        var outcome = _place.Run(Define, "--explain", "Deploy");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("there is none: ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("PIPE0204", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("  the output of Package\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("  secret key\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_target_is_an_error_with_the_nearest_name()
    {
        var outcome = _place.Run(Define, "--explain", "Compil");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal(["PIPE0960"], outcome.Codes);
        Assert.Contains("Did you mean 'Compile'?", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_form_is_an_error_that_names_the_valid_ones()
    {
        var outcome = _place.Run(Define, "--explain", "Compile", "--format", "html");

        Assert.Equal(["PIPE0003"], outcome.Codes);
        Assert.Contains("with --explain: expected one of text, json", outcome.Error, StringComparison.Ordinal);
    }

    private JsonElement Json(params string[] arguments)
    {
        var outcome = _place.Run(Define, arguments);
        Assert.Equal("", outcome.Error);
        using var document = JsonDocument.Parse(outcome.Output);
        return document.RootElement.Clone();
    }

    private void Define(PipelineBuilder build)
    {
        var configuration = build.Parameter("configuration", "How it is built", "Release");
        var key = build.Secret("key", "A key");
        var compile = build.Target("Compile").Describe("Builds it").Inputs("src/**").Outputs().Needs(configuration).Run((run, _) =>
        {
            _place.Ran.Enqueue(run.Target);
            return "built";
        });
        var test = build.Target("Test").Needs(compile).Run((run, _) => _place.Ran.Enqueue(run.Target));
        build.Target("Lint").DependsOn(compile).Run(_place.Works());
        var package = build.Target("Package").DependsOn(test).Run(run =>
        {
            _place.Ran.Enqueue(run.Target);
            return "package";
        });
        build.Environment("staging", e => e.OnThisMachine());
        build.Target("Deploy").Needs(package).Needs(key).ChangesEnvironment().Run((_, _, _) => { });
        build.Default(package);
    }
}
