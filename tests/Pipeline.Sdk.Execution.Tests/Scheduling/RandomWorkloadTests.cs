using System.Collections.Concurrent;
using CsCheck;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution.Tests.Scheduling;

/// <summary>What holds for a run of any pipeline that uses everything at once.</summary>
public class RandomWorkloadTests
{
    [Fact]
    public void When_it_keeps_going_a_failure_stops_exactly_what_rests_on_it_whatever_the_parallelism() =>
        Gen.Select(RandomWorkload.Any, Gen.Int[1, 16]).Sample(
            (workload, parallel) => Assert.Equal(Blocked(workload), Outcomes(new Seen(workload).Run(parallel, keepGoing: true))),
            iter: 60);

    [Fact]
    public void Every_target_runs_once_at_most_and_never_before_the_end_of_what_it_waits_for() =>
        Gen.Select(RandomWorkload.Any, Gen.Int[1, 16], Gen.Bool).Sample(
            (workload, parallel, keepGoing) =>
            {
                var seen = new Seen(workload);
                var summary = seen.Run(parallel, keepGoing);

                Assert.Equal(seen.Order.Count, seen.Order.Distinct().Count());
                var at = seen.Order.Select((index, position) => (index, position)).ToDictionary(entry => RandomWorkload.Name(entry.index), entry => entry.position);
                foreach (var step in summary.Plan.Steps)
                {
                    foreach (var before in step.WaitsFor.Concat(step.Follows).Select(index => summary.Plan.Steps[index].Name))
                        Assert.False(at.TryGetValue(step.Name, out var mine) && at.TryGetValue(before, out var theirs) && mine < theirs, $"{step.Name} ran before {before}");
                }
            },
            iter: 60);

    [Fact]
    public void What_is_to_run_finally_always_runs() =>
        Gen.Select(RandomWorkload.Any, Gen.Int[1, 16], Gen.Bool).Sample(
            (workload, parallel, keepGoing) =>
            {
                foreach (var step in new Seen(workload).Run(parallel, keepGoing).Steps.Where(step => step.Step.Target.IsFinally))
                    Assert.NotEqual(StepOutcome.NotRun, step.Outcome);
            },
            iter: 60);

    [Fact]
    public void Users_of_a_resource_never_hold_more_units_than_there_are() =>
        Gen.Select(RandomWorkload.Any, Gen.Int[2, 16]).Sample(
            (workload, parallel) =>
            {
                var seen = new Seen(workload);
                seen.Run(parallel, keepGoing: true);
                Assert.InRange(seen.MostUnits, 0, workload.Capacity);
            },
            iter: 60);

    private static List<string> Outcomes(RunSummary summary) =>
        [.. summary.Steps.OrderBy(step => step.Step.Target.Index).Select(step => $"{step.Name} {RunOutcome.Of(step.Outcome)}")];

    private static List<string> Blocked(RandomWorkload workload) =>
        [.. workload.Expected().Select((outcome, index) => $"{RandomWorkload.Name(index)} {RunOutcome.Of(outcome)}")];

    /// <summary>What a run of a workload did.</summary>
    private sealed class Seen(RandomWorkload workload)
    {
        private int _units;
        private int _mostUnits;

        public ConcurrentQueue<int> Order { get; } = new();

        public int MostUnits => _mostUnits;

        public RunSummary Run(int parallel, bool keepGoing)
        {
            using var run = new TestRun { Parallel = parallel, KeepGoing = keepGoing, Console = new Silent() };
            var build = workload.Build(Order.Enqueue, Enter, units => Interlocked.Add(ref _units, -units));
            var graph = GraphBuilder.Build(build.ToDefinition()).Graph ?? throw new InvalidOperationException("The workload is not valid.");
            var names = workload.Targets.Select((_, index) => RandomWorkload.Name(index));
            var plan = Planner.Plan(graph, new Invocation { Targets = [.. names] }, new PlanFacts()).Plan ?? throw new InvalidOperationException("The workload has no plan.");
            return run.Run(plan);
        }

        private void Enter(int units)
        {
            var now = Interlocked.Add(ref _units, units);
            int seen;
            while ((seen = Volatile.Read(ref _mostUnits)) < now && Interlocked.CompareExchange(ref _mostUnits, now, seen) != seen)
            {
            }
        }
    }

    private sealed class Silent : IRunConsole
    {
        public void StepStarted(PlanStep step)
        {
        }

        public void Line(PlanStep step, string text, LineKind kind)
        {
        }

        public void StepFinished(StepResult result)
        {
        }

        public void Summary(RunSummary summary)
        {
        }

        public void Problem(string text)
        {
        }
    }
}
