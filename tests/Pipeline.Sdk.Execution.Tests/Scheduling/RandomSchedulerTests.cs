using System.Collections.Concurrent;
using CsCheck;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution.Tests.Scheduling;

/// <summary>What holds for a run of any plan.</summary>
public class RandomSchedulerTests
{
    [Fact]
    public void Every_step_runs_once_and_never_before_what_it_needs() => Gen.Select(RandomPipeline.Any, Gen.Int[1, 16]).Sample(
        (pipeline, parallel) =>
        {
            var done = new ConcurrentDictionary<int, bool>();
            var runs = new int[pipeline.Edges.Length];
            var results = Run(pipeline.Plan(), parallel, step =>
            {
                Interlocked.Increment(ref runs[step.Index]);
                var isReady = pipeline.Edges[step.Index].All(done.ContainsKey);
                done[step.Index] = true;
                return Result(step, isReady);
            });

            Assert.All(results, result => Assert.Equal(StepOutcome.Succeeded, result.Outcome));
            Assert.All(runs, count => Assert.Equal(1, count));
        },
        iter: 150);

    [Fact]
    public void A_failure_stops_and_marks_exactly_what_rests_on_it_and_nothing_new_begins() => Gen.Select(RandomPipeline.Any, Gen.Int[1, 8], Gen.Int[0, 299]).Sample(
        (pipeline, parallel, pick) =>
        {
            var failing = pick % pipeline.Edges.Length;
            var dependants = pipeline.Dependants(failing);
            var (hasFailed, begunAfter) = (false, 0);
            var begun = new ConcurrentDictionary<int, bool>();
            var results = Run(
                pipeline.Plan(),
                parallel,
                step =>
                {
                    if (Volatile.Read(ref hasFailed))
                        Interlocked.Increment(ref begunAfter);
                    begun[step.Index] = true;
                    return Result(step, step.Index != failing);
                },
                result => Volatile.Write(ref hasFailed, hasFailed || result.Outcome == StepOutcome.Failed));

            // A step that a thread has taken but not yet begun counts as running.
            Assert.InRange(begunAfter, 0, parallel - 1);
            foreach (var result in results)
            {
                var index = result.Step.Index;
                var expected = index == failing ? (StepOutcome.Failed, "")
                    : dependants.Contains(index) ? (StepOutcome.NotRun, $"rests on T{failing}, which failed")
                    : begun.ContainsKey(index) ? (StepOutcome.Succeeded, "")
                    : (StepOutcome.NotRun, $"stopped after T{failing} failed");
                Assert.Equal(expected, (result.Outcome, result.Reason));
                Assert.False(dependants.Contains(index) && begun.ContainsKey(index));
            }
        },
        iter: 150);

    [Fact]
    public void The_outcome_of_a_plan_that_succeeds_does_not_depend_on_parallel() => Gen.Select(RandomPipeline.Any, Gen.Int[2, 16]).Sample(
        (pipeline, parallel) =>
        {
            var plan = pipeline.Plan();
            Assert.Equal(Outputs(plan, 1), Outputs(plan, parallel));
        },
        iter: 100);

    private static List<object?> Outputs(Plan plan, int parallel)
    {
        var values = new ValueStore(plan);
        var results = Run(plan, parallel, step =>
        {
            var work = step.Target.Definition.Work;
            Assert.NotNull(work);
            values.Set(step.Target.Definition.Handle, work(null!, values).AsTask().GetAwaiter().GetResult());
            return Result(step, succeeds: true);
        });
        Assert.All(results, result => Assert.Equal(StepOutcome.Succeeded, result.Outcome));
        return [.. plan.Steps.Select(step => values.TryGet(step.Target.Definition.Handle, out var output) ? output : null)];
    }

    private static StepResult Result(PlanStep step, bool succeeds) => new() { Step = step, Outcome = succeeds ? StepOutcome.Succeeded : StepOutcome.Failed };

    private static System.Collections.Immutable.ImmutableArray<StepResult> Run(Plan plan, int parallel, StepWork work, Action<StepResult>? finished = null)
    {
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        using var scheduler = new Scheduler(plan, new SchedulerOptions(parallel), work, finished ?? (_ => { }));
        var results = scheduler.Run(deadline.Token);
        Assert.False(deadline.IsCancellationRequested);
        return results;
    }
}
