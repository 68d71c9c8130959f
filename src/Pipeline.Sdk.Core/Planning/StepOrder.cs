using System.Collections.Immutable;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Planning;

/// <summary>Selected targets → steps in order, each with what it waits for.</summary>
internal sealed class StepOrder
{
    private readonly TargetGraph _graph;
    private readonly List<PullReason>?[] _reasons;
    private readonly StepDisposition[] _dispositions;
    private readonly string?[] _leftOut;
    private readonly int[] _position;
    private readonly ImmutableArray<PlanStep>.Builder _steps = ImmutableArray.CreateBuilder<PlanStep>();

    /// <summary>Prepares the order.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="reasons">Why each target is in the plan; null when it is not.</param>
    /// <param name="dispositions">What happens to each target.</param>
    /// <param name="leftOut">Why a target does not run.</param>
    public StepOrder(TargetGraph graph, List<PullReason>?[] reasons, StepDisposition[] dispositions, string?[] leftOut)
    {
        _graph = graph;
        _reasons = reasons;
        _dispositions = dispositions;
        _leftOut = leftOut;
        _position = new int[graph.Targets.Length];
    }

    // The order of declaration is a topological order; what runs last in every run was only declared anywhere.
    public ImmutableArray<PlanStep> Steps()
    {
        var hasLast = false;
        foreach (var target in _graph.Targets)
        {
            if (_reasons[target.Index] is null)
                continue;

            if (target.IsLast)
                hasLast = true;
            else
                Add(target);
        }

        if (hasLast)
        {
            var others = _steps.Count;
            foreach (var target in _graph.Targets)
            {
                if (_reasons[target.Index] is not null && target.IsLast)
                    Add(target, others);
            }
        }

        return _steps.ToImmutable();
    }

    private void Add(GraphTarget target, int othersBefore = 0)
    {
        var isRun = _dispositions[target.Index] == StepDisposition.Run;
        ImmutableArray<int> waitsFor = [];
        ImmutableArray<int> reads = [];
        ImmutableArray<int> follows = [];
        if (isRun)
            (waitsFor, reads, follows) = (WaitsFor(target), Reads(target), Follows(target, othersBefore));

        _position[target.Index] = _steps.Count;
        _steps.Add(new PlanStep
        {
            Index = _steps.Count,
            Target = target,
            Disposition = _dispositions[target.Index],
            Reason = _leftOut[target.Index] ?? Reason(target),
            WaitsFor = waitsFor,
            Reads = reads,
            Follows = follows.IsEmpty ? follows : [.. follows.Where(index => !waitsFor.Contains(index))],
        });
    }

    private string Reason(GraphTarget target)
    {
        var reasons = _reasons[target.Index] ?? [];
        if (reasons.Count == 1)
            return reasons[0].Text;

        // What the command line says comes last, and before it the readers in the order of declaration.
        reasons.Sort(static (a, b) => a.By.CompareTo(b.By));
        return string.Join("; ", reasons.Select(reason => reason.Text).Distinct(StringComparer.Ordinal));
    }

    private bool Runs(int target) => _reasons[target] is not null && _dispositions[target] == StepDisposition.Run;

    private ImmutableArray<int> Reads(GraphTarget target)
    {
        ImmutableArray<int>.Builder? found = null;
        foreach (var edge in target.Dependencies)
        {
            if (edge.ReadsOutput && Runs(edge.Target))
                (found ??= ImmutableArray.CreateBuilder<int>()).Add(_position[edge.Target]);
        }

        return found?.ToImmutable() ?? [];
    }

    // A step that is left out still carries the order from what it depends on to what depends on it.
    private ImmutableArray<int> WaitsFor(GraphTarget target)
    {
        var found = ImmutableArray.CreateBuilder<int>(target.Dependencies.Length);
        HashSet<int>? seen = null;
        Visit(target);
        foreach (var trigger in target.TriggeredBy)
        {
            if (Runs(trigger))
                AddOnce(found, _position[trigger]);
        }

        return found.ToImmutable();

        void Visit(GraphTarget from)
        {
            foreach (var edge in from.Dependencies)
            {
                // What always runs waits for no success but that of the outputs it reads.
                if (target.IsFinally && !edge.ReadsOutput)
                    continue;

                if (Runs(edge.Target))
                    AddOnce(found, _position[edge.Target]);
                else if ((seen ??= []).Add(edge.Target))
                    Visit(_graph.Targets[edge.Target]);
            }
        }
    }

    private ImmutableArray<int> Follows(GraphTarget target, int othersBefore)
    {
        if (target.After.IsEmpty && !target.IsFinally)
            return [];

        var found = ImmutableArray.CreateBuilder<int>();
        for (var index = 0; index < othersBefore; index++)
        {
            if (_steps[index].Disposition == StepDisposition.Run)
                found.Add(index);
        }

        foreach (var index in target.After.AsSpan())
            FollowOne(index);
        foreach (var index in target.FinallyOf.AsSpan())
            FollowOne(index);
        if (target.IsFinally)
        {
            foreach (var edge in target.Dependencies)
                FollowOne(edge.Target);
        }

        return found.ToImmutable();

        void FollowOne(int index)
        {
            if (Runs(index))
                AddOnce(found, _position[index]);
        }
    }

    private static void AddOnce(ImmutableArray<int>.Builder found, int index)
    {
        if (!found.Contains(index))
            found.Add(index);
    }
}
