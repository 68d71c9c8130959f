using CsCheck;

namespace Pipeline.Sdk.Execution.Tests;

/// <summary>A pipeline of up to 300 targets that uses everything at once: edges of every kind, failures, conditions, resources, targets that always run.</summary>
internal sealed record RandomWorkload(RandomTarget[] Targets, int Capacity)
{
    private static readonly Gen<int> _number = Gen.Int[0, 9999];

    public static Gen<RandomWorkload> Any { get; } = Gen.Select(
        Gen.Select(_number.Array[0, 3], _number.Array[0, 2], _number.Array[0, 2], _number).Array[1, 300],
        Gen.Int[1, 4],
        (rows, capacity) =>
        {
            var targets = new List<RandomTarget>();
            foreach (var (depends, after, watched, dice) in rows)
            {
                // What runs last has nobody behind it, so nobody may point at it.
                var earlier = Enumerable.Range(0, targets.Count).Where(index => !targets[index].IsLast).ToArray();
                var edges = earlier.Length == 0 ? [] : depends.Select(number => earlier[number % earlier.Length]).Distinct().ToArray();
                var isFinally = dice % 10 == 0 && earlier.Length > 0;
                var needs = !isFinally && edges.Length > 0 && dice % 3 == 0 ? edges[0] : (int?)null;
                targets.Add(new RandomTarget(
                    needs is null ? edges : edges[1..],
                    needs,
                    earlier.Length == 0 ? [] : [.. after.Select(number => earlier[number % earlier.Length]).Distinct()],
                    isFinally ? [.. watched.Select(number => earlier[number % earlier.Length]).Distinct()] : [],
                    IsLast: isFinally && watched.Length == 0,
                    Fails: dice % 17 == 1,
                    IsTolerated: dice % 5 == 1,
                    IsLeftOut: dice % 13 == 2,
                    Units: dice % 4 == 0 ? 1 + (dice / 4 % capacity) : 0));
            }

            return new RandomWorkload([.. targets], capacity);
        });

    public static string Name(int index) => "T" + index;

    public PipelineBuilder Build(Action<int> ran, Action<int> entering, Action<int> leaving)
    {
        var build = PipelineBuilder.Create([]);
        var resource = build.Resource("units", Capacity);
        var handles = new List<Target<int>>();
        for (var i = 0; i < Targets.Length; i++)
        {
            var (index, target) = (i, Targets[i]);
            var draft = build.Target(Name(index))
                .DependsOn([.. target.DependsOn.Select(edge => handles[edge])])
                .After([.. target.After.Select(edge => handles[edge])]);
            if (target.IsFinally)
                draft = draft.Finally([.. target.FinallyOf.Select(edge => handles[edge])]);
            if (target.IsTolerated)
                draft = draft.ContinueOnFailure();
            if (target.IsLeftOut)
                draft = draft.OnlyWhenReached(_ => false, "the dice said no");
            if (target.Units > 0)
                draft = draft.Uses(resource, target.Units);
            handles.Add(target.Needs is { } needs ? draft.Needs(handles[needs]).Run((_, value) => Work(value)) : draft.Run(_ => Work(0)));

            int Work(int value)
            {
                entering(target.Units);
                ran(index);
                leaving(target.Units);
                return target.Fails ? throw new StepFailedException("TEST0001", "the dice said no") : value + 1;
            }
        }

        return build;
    }

    /// <summary>What becomes of every target when a failure stops only what rests on it, found the slow and obvious way.</summary>
    public StepOutcome[] Expected()
    {
        var outcomes = new StepOutcome[Targets.Length];
        for (var index = 0; index < Targets.Length; index++)
        {
            var target = Targets[index];
            outcomes[index] = Of(target, outcomes);
        }

        return outcomes;
    }

    private StepOutcome Of(RandomTarget target, StepOutcome[] outcomes)
    {
        // What always runs only waits for ends, unless it reads an output; none of these does.
        if (!target.IsFinally)
        {
            foreach (var edge in target.DependsOn)
            {
                if (Blocks(edge, outcomes))
                    return StepOutcome.NotRun;
            }
        }

        if (target.Needs is { } needs)
        {
            if (outcomes[needs] == StepOutcome.Skipped)
                return StepOutcome.Skipped;
            if (outcomes[needs] != StepOutcome.Succeeded)
                return StepOutcome.NotRun;
        }

        return target.IsLeftOut ? StepOutcome.Skipped : target.Fails ? StepOutcome.Failed : StepOutcome.Succeeded;
    }

    private bool Blocks(int edge, StepOutcome[] outcomes) => outcomes[edge] switch
    {
        StepOutcome.NotRun => true,
        StepOutcome.Failed => !Targets[edge].IsTolerated,
        _ => false,
    };
}
