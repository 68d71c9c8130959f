using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// The units of shared resources that are free, and the ready steps that wait for some. A step takes all its units at once, so that no two wait for each
/// other; whoever waits longer is served first, so that one that wants many is not passed over for ever. Not safe by itself: the scheduler holds its lock.
/// </summary>
internal sealed class ResourcePool
{
    private readonly Plan _plan;
    private readonly Dictionary<Resource, int>? _free;
    private readonly List<int> _waiting = [];
    private readonly bool[] _isHolder = [];

    public ResourcePool(Plan plan)
    {
        _plan = plan;
        if (plan.Graph.Definition.Resources.IsEmpty)
            return;

        _free = [];
        _isHolder = new bool[plan.Steps.Length];
        foreach (var resource in plan.Graph.Definition.Resources)
            _free.Add(resource, resource.Capacity);
    }

    /// <summary>Takes the units of a ready step; when they are not free, or somebody waits for one of them already, the step waits in line.</summary>
    /// <returns>The steps that may begin now.</returns>
    public IReadOnlyList<int> Take(int index)
    {
        if (_free is null || Uses(index).IsEmpty)
            return [index];

        _waiting.Add(index);
        return Wake();
    }

    /// <summary>Gives the units of a step back.</summary>
    /// <param name="index">The step.</param>
    /// <param name="wakes">Whether those in line are looked at.</param>
    /// <returns>The steps that have their units now.</returns>
    public IReadOnlyList<int> Release(int index, bool wakes = true)
    {
        if (_free is null || !_isHolder[index])
            return [];

        _isHolder[index] = false;
        foreach (var use in Uses(index))
            _free[use.Resource] += use.Units;
        return wakes ? Wake() : [];
    }

    /// <summary>Takes steps out of the line.</summary>
    public void Forget(Predicate<int> isGone) => _waiting.RemoveAll(isGone);

    /// <summary>Gives units to those in line whose units are free, in the order of the line.</summary>
    public IReadOnlyList<int> Wake()
    {
        if (_free is null || _waiting.Count == 0)
            return [];

        var woken = new List<int>();
        var claimed = new HashSet<Resource>();
        var left = new List<int>();
        foreach (var index in _waiting)
        {
            var uses = Uses(index);
            if (uses.All(use => !claimed.Contains(use.Resource) && _free[use.Resource] >= use.Units))
            {
                foreach (var use in uses)
                    _free[use.Resource] -= use.Units;
                _isHolder[index] = true;
                woken.Add(index);
            }
            else
            {
                foreach (var use in uses)
                    claimed.Add(use.Resource);
                left.Add(index);
            }
        }

        _waiting.Clear();
        _waiting.AddRange(left);

        return woken;
    }

    private System.Collections.Immutable.ImmutableArray<Definition.ResourceUse> Uses(int index) => _plan.Steps[index].Target.Definition.Draft.Uses;
}
