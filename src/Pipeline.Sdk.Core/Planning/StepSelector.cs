using System.Collections.Immutable;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Planning;

/// <summary>
/// Decides which targets are in a plan and what happens to each. Pure. Lists and arrays instead of stacks and sets of numbers, which are compiled anew at
/// every start.
/// </summary>
internal sealed class StepSelector
{
    /// <summary>How the reason of a provided step begins; behind it stands where its result comes from.</summary>
    public const string ResultFrom = "result from ";

    private readonly TargetGraph _graph;
    private readonly StepSelection _selection;
    private readonly List<PullReason>?[] _reasons;
    private readonly StepDisposition[] _dispositions;
    private readonly string?[] _leftOut;
    private readonly List<int> _open = [];
    private readonly bool[] _isAsked;
    private readonly bool[] _isSkipped;
    private bool _runsAny;

    private StepSelector(TargetGraph graph, StepSelection selection)
    {
        _graph = graph;
        _selection = selection;
        _reasons = new List<PullReason>?[graph.Targets.Length];
        _dispositions = new StepDisposition[graph.Targets.Length];
        _leftOut = new string?[graph.Targets.Length];
        _isAsked = new bool[graph.Targets.Length];
        _isSkipped = new bool[graph.Targets.Length];
    }

    /// <summary>The steps for the targets asked for, every step after what it waits for.</summary>
    public static ImmutableArray<PlanStep> Select(TargetGraph graph, StepSelection selection)
    {
        var selector = new StepSelector(graph, selection);
        selector.Close();
        return new StepOrder(graph, selector._reasons, selector._dispositions, selector._leftOut).Steps();
    }

    private void Close()
    {
        foreach (var target in _selection.Skip)
            _isSkipped[target.Index] = true;
        foreach (var target in _selection.Requested)
            _isAsked[target.Index] = true;
        foreach (var target in _selection.Requested)
            Pull(target.Index, new PullReason(int.MaxValue, _selection.RequestReason));

        // What happens to a target does not depend on who pulled it, so that the order of the walk does not matter.
        var followers = _selection.Only ? null : Followers();
        do
        {
            while (_open is [.., var index])
            {
                _open.RemoveAt(_open.Count - 1);
                Decide(_graph.Targets[index], followers);
            }
        }
        while (!_selection.Only && PullLast());
    }

    private void Decide(GraphTarget target, List<int>?[]? followers)
    {
        var index = target.Index;
        var isAsked = _isAsked[index];
        if (_isSkipped[index])
            LeaveOut(index, "left out by --skip");
        else if ((!isAsked || _selection.ProvidesRequested) && _selection.Provided.TryGetValue(target.Name, out var from))
            (_dispositions[index], _leftOut[index]) = (StepDisposition.Provided, ResultFrom + from);
        else if (_selection.Only && !isAsked)
            LeaveOut(index, "left out by --only");
        else if (_selection.LeftOut(target) is { } reason)
            LeaveOut(index, reason);
        else
            Run(target, followers);
    }

    private void LeaveOut(int index, string reason) => (_dispositions[index], _leftOut[index]) = (StepDisposition.Skip, reason);

    private void Run(GraphTarget target, List<int>?[]? followers)
    {
        _runsAny = true;
        var items = target.Definition.Items;
        foreach (var edge in target.Dependencies)
            Pull(edge.Target, new PullReason(target.Index, edge.ReadsOutput ? $"{target.Name} needs its output" : items.IsEmpty ? $"{target.Name} depends on it" : $"part of {target.Name}"));

        foreach (var follower in followers?[target.Index] ?? [])
        {
            var name = target.Name;
            Pull(follower, new PullReason(target.Index, _graph.Targets[follower].TriggeredBy.Contains(target.Index) ? $"triggered by {name}" : $"always runs after {name}"));
        }
    }

    private void Pull(int index, PullReason reason)
    {
        if (_reasons[index] is { } known)
        {
            known.Add(reason);
            return;
        }

        _reasons[index] = [reason];
        _open.Add(index);
    }

    // Edges to what comes in by itself, from what it watches.
    private List<int>?[]? Followers()
    {
        List<int>?[]? followers = null;
        foreach (var target in _graph.Targets)
        {
            // An item comes in with the target that stands for it.
            if (target.Definition.Parent is not null || (target.TriggeredBy.IsEmpty && target.FinallyOf.IsEmpty))
                continue;

            followers ??= new List<int>?[_graph.Targets.Length];
            foreach (var watched in target.TriggeredBy)
                (followers[watched] ??= []).Add(target.Index);
            foreach (var watched in target.FinallyOf)
                (followers[watched] ??= []).Add(target.Index);
        }

        return followers;
    }

    private bool PullLast()
    {
        var isNew = false;
        foreach (var target in _graph.Targets)
        {
            if (!_runsAny || !target.IsLast || target.Definition.Parent is not null || _reasons[target.Index] is not null)
                continue;

            Pull(target.Index, new PullReason(int.MaxValue, "always runs last"));
            isNew = true;
        }

        return isNew;
    }
}
