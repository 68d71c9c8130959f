using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Core.Tests.PlanStage;

/// <summary>Which steps a plan has, in which order, and why.</summary>
public class PlannerTests
{
    private readonly PipelineBuilder _build = Given.Pipeline();

    [Fact]
    public void Every_step_comes_after_what_it_waits_for_and_says_why_it_is_there()
    {
        var lint = _build.Target("Lint").Run();
        var compile = _build.Target("Compile").Run();
        var test = _build.Target("UnitTest").DependsOn(compile).Run(_ => 1);
        _build.Target("Unrelated").Run();
        _build.Target("Package").DependsOn(lint).Needs(test).Run((_, x) => { });

        Assert.Equal(
            """
            0 Lint Run [] Package depends on it
            1 Compile Run [] UnitTest depends on it
            2 UnitTest Run [1] Package needs its output
            3 Package Run [2,0] asked for
            Package  
            """,
            Given.Text(Given.Plan(_build, "package")));
    }

    [Fact]
    public void A_step_has_all_its_reasons()
    {
        var a = _build.Target("A").Run(_ => 1);
        _build.Target("B").Needs(a).Run((_, x) => { });
        _build.Target("C").DependsOn(a).Run();

        Assert.Equal("B needs its output; C depends on it; asked for", Given.Plan(_build, "C", "A", "B").Steps.Single(step => step.Name == "A").Reason.Replace("asked for; ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_name_the_default_target_is_planned()
    {
        _build.Default(_build.Target("A").Run());

        var plan = Given.Plan(_build);
        Assert.Equal(["A"], plan.Requested);
        Assert.Equal("the default target", plan.Steps[0].Reason);
    }

    [Fact]
    public void Rejects_0208_no_name_and_no_default()
    {
        _build.Target("A").Run();
        Assert.Equal("PIPE0208", Given.OnlyProblem(Given.Planned(_build, new Invocation())).Code);
    }

    [Fact]
    public void A_name_is_taken_regardless_of_case_and_once()
    {
        _build.Target("UnitTest").Run();
        Assert.Equal(["UnitTest"], Given.Plan(_build, "unittest", "UNITTEST", "UnitTest").Requested);
    }

    [Fact]
    public void Rejects_0201_an_unknown_target_and_suggests_the_nearest()
    {
        _build.Target("UnitTest").Run();
        _build.Target("Package").Run();

        var problem = Given.OnlyProblem(Given.Planned(_build, new Invocation { Targets = ["UnitTset"] }));
        Assert.Equal("PIPE0201", problem.Code);
        Assert.Contains("'UnitTset'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'UnitTest'?", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Did you mean", Given.OnlyProblem(Given.Planned(_build, new Invocation { Targets = ["Zzzzzz"] })).Message, StringComparison.Ordinal);
        Assert.Equal("PIPE0201", Given.OnlyProblem(Given.Planned(_build, new Invocation { Targets = ["Package"], Skip = ["Nothing"] })).Code);
    }

    [Fact]
    public void Skip_leaves_out_what_only_the_skipped_target_pulled_in()
    {
        var restore = _build.Target("Restore").Run();
        var shared = _build.Target("Shared").Run();
        var compile = _build.Target("Compile").DependsOn(restore, shared).Run();
        _build.Target("Package").DependsOn(compile, shared).Run();

        var plan = Given.Plan(_build, new Invocation { Targets = ["Package"], Skip = ["compile"] });
        Assert.Equal(["Shared", "Compile", "Package"], plan.Steps.Select(step => step.Name));
        Assert.Equal("left out by --skip", plan.Steps[1].Reason);
        Assert.Equal(StepDisposition.Skip, plan.Steps[1].Disposition);
        Assert.Equal("Package depends on it", plan.Steps[0].Reason);
        Assert.Empty(plan.Steps[1].WaitsFor);
    }

    [Fact]
    public void A_skipped_step_still_carries_the_order()
    {
        var first = _build.Target("First").Run();
        var middle = _build.Target("Middle").DependsOn(first).Run();
        var second = _build.Target("Second").DependsOn(middle).Run();
        var last = _build.Target("Last").DependsOn(second).Run();

        var plan = Given.Plan(_build, new Invocation { Targets = [last.Name, first.Name], Skip = [middle.Name, second.Name] });
        Assert.Equal(["First", "Second", "Last"], plan.Steps.Select(step => step.Name));
        Assert.Equal([0], plan.Steps[2].WaitsFor);
    }

    [Fact]
    public void Only_runs_what_was_asked_for_in_the_order_of_the_graph()
    {
        var a = _build.Target("A").Run();
        var b = _build.Target("B").DependsOn(a).Run();
        _build.Target("C").DependsOn(b).Run();

        var plan = Given.Plan(_build, new Invocation { Targets = ["C", "A"], Only = true });
        Assert.Equal(["A", "B", "C"], plan.Steps.Select(step => step.Name));
        Assert.Equal([StepDisposition.Run, StepDisposition.Skip, StepDisposition.Run], plan.Steps.Select(step => step.Disposition));
        Assert.Equal("left out by --only", plan.Steps[1].Reason);
        Assert.Equal([0], plan.Steps[2].WaitsFor);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rejects_0205_a_step_whose_input_is_left_out(bool only)
    {
        var a = _build.Target("A").Run(_ => 1);
        _build.Target("B").Needs(a).Run((_, x) => { });
        var invocation = only ? new Invocation { Targets = ["B"], Only = true } : new Invocation { Targets = ["B"], Skip = ["A"] };

        var problem = Given.OnlyProblem(Given.Planned(_build, invocation));
        Assert.Equal("PIPE0205", problem.Code);
        Assert.Contains("'B' needs the output of 'A', which is left out by --" + (only ? "only" : "skip"), problem.Message, StringComparison.Ordinal);
        Assert.NotNull(Given.Planned(_build, invocation with { Skip = ["A", "B"] }).Plan);
    }

    [Fact]
    public void A_result_at_hand_takes_the_place_of_the_step_and_of_what_it_pulled_in()
    {
        var compile = _build.Target("Compile").Run();
        var test = _build.Target("Test").DependsOn(compile).Run(_ => 1);
        _build.Target("Package").Needs(test).Run((_, x) => { });

        var plan = Given.Plan(_build, new Invocation { Targets = ["Package"] }, Given.Provided(("Test", "job verify")));
        Assert.Equal(["Test", "Package"], plan.Steps.Select(step => step.Name));
        Assert.Equal(StepDisposition.Provided, plan.Steps[0].Disposition);
        Assert.Equal("result from job verify", plan.Steps[0].Reason);
        Assert.Empty(plan.Steps[1].WaitsFor);
    }

    [Fact]
    public void A_result_at_hand_is_good_enough_for_only_but_not_for_what_was_asked_for()
    {
        var test = _build.Target("Test").Run(_ => 1);
        _build.Target("Package").Needs(test).Run((_, x) => { });

        var facts = Given.Provided(("Test", "results.tar"));
        Assert.Equal(StepDisposition.Provided, Given.Plan(_build, new Invocation { Targets = ["Package"], Only = true }, facts).Steps[0].Disposition);
        Assert.Equal(StepDisposition.Run, Given.Plan(_build, new Invocation { Targets = ["Test"] }, facts).Steps[0].Disposition);
    }

    [Fact]
    public void The_same_input_gives_the_same_plan_and_no_stage_changes_its_input()
    {
        var a = _build.Target("A").Run(_ => 1);
        _build.Target("B").Needs(a).Needs(_build.Parameter("p", "", 5)).Run((_, x, p) => { });
        var graph = Given.Graph(_build);
        var invocation = new Invocation { Targets = ["B"], Parameters = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("p", "6") };

        var first = Planner.Plan(graph, invocation, new PlanFacts()).Plan!;
        var text = Given.Text(first);
        Planner.Plan(graph, invocation with { Only = true, Targets = ["A"] }, new PlanFacts());
        var second = Planner.Plan(graph, invocation, new PlanFacts()).Plan!;

        Assert.Equal(text, Given.Text(second));
        Assert.Equal(text, Given.Text(first));
        Assert.Same(graph, second.Graph);
    }

    [Fact]
    public void A_chain_of_thousands_that_is_left_out_is_planned()
    {
        var last = _build.Target("T0").Run();
        for (var index = 1; index < 5000; index++)
            last = _build.Target("T" + index).DependsOn(last).Run();

        var plan = Given.Plan(_build, new Invocation { Targets = [last.Name, "T0"], Skip = ["T4998"] });
        Assert.Equal([0], plan.Steps[^1].WaitsFor);
    }
}
