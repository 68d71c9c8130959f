using CsCheck;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Core.Tests.PlanStage;

/// <summary>What holds for the plan of any graph.</summary>
public class RandomPlanTests
{
    [Fact]
    public void A_plan_holds_exactly_what_the_targets_asked_for_rest_on() => RandomPipeline.Any.Sample(
        pipeline =>
        {
            var plan = Given.Plan(pipeline.Build(), pipeline.AskedNames);
            return pipeline.Closure().SetEquals(plan.Steps.Select(step => step.Target.Index)) && plan.Steps.All(step => step.Disposition == StepDisposition.Run);
        },
        iter: 300);

    [Fact]
    public void A_plan_is_in_topological_order() => RandomPipeline.Any.Sample(
        pipeline => Given.Plan(pipeline.Build(), pipeline.AskedNames).Steps.Select((step, position) => (step, position)).All(at =>
            at.step.Index == at.position
            && at.step.WaitsFor.All(before => before < at.position)
            && at.step.WaitsFor.Length == pipeline.Edges[at.step.Target.Index].Length),
        iter: 300);

    [Fact]
    public void Every_step_has_a_reason_that_names_a_step_of_the_plan() => RandomPipeline.Any.Sample(
        pipeline =>
        {
            var plan = Given.Plan(pipeline.Build(), pipeline.AskedNames);
            var names = plan.Steps.Select(step => step.Name).ToHashSet();
            Assert.All(plan.Steps, step => Assert.All(
                step.Reason.Split("; "),
                reason => Assert.True(reason == "asked for" ? pipeline.Asked.Contains(step.Target.Index) : names.Contains(reason.Split(' ')[0]), reason)));
        },
        iter: 100);

    [Fact]
    public void Planning_twice_gives_equal_plans() => RandomPipeline.Any.Sample(
        pipeline =>
        {
            var graph = Given.Graph(pipeline.Build());
            var invocation = new Invocation { Targets = [.. pipeline.AskedNames] };
            return Given.Text(Planner.Plan(graph, invocation, new PlanFacts()).Plan!) == Given.Text(Planner.Plan(graph, invocation, new PlanFacts()).Plan!);
        },
        iter: 100);

    [Fact]
    public void Leaving_steps_out_never_loses_the_order_between_those_that_stay() => Gen.Select(RandomPipeline.Any, Gen.Int[0, 299].Array[1, 20]).Sample(
        (pipeline, left) =>
        {
            var skip = left.Where(index => index < pipeline.Edges.Length).ToHashSet();
            var result = Given.Planned(pipeline.Build(), new Invocation { Targets = [.. pipeline.AskedNames], Skip = [.. skip.Select(RandomPipeline.Name)] });
            if (result.Plan is not { } plan)
            {
                Assert.All(result.Diagnostics, problem => Assert.Equal("PIPE0205", problem.Code));
                return;
            }

            var running = plan.Steps.Where(step => step.Disposition == StepDisposition.Run).ToDictionary(step => step.Target.Index);
            var before = Before(plan);
            Assert.DoesNotContain(running.Keys, skip.Contains);
            foreach (var (index, step) in running)
            {
                foreach (var ancestor in new RandomPipeline(pipeline.Edges, [index]).Closure().Where(running.ContainsKey))
                    Assert.True(ancestor == index || before[step.Index].Contains(running[ancestor].Index), $"{step.Name} must wait for T{ancestor}");
            }
        },
        iter: 60);

    private static HashSet<int>[] Before(Plan plan)
    {
        var before = new HashSet<int>[plan.Steps.Length];
        foreach (var step in plan.Steps)
            before[step.Index] = [.. step.WaitsFor, .. step.WaitsFor.SelectMany(index => before[index])];
        return before;
    }
}
