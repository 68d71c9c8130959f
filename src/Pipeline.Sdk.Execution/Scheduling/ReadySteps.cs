using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// The steps that wait for nobody: those that may begin, in order, and those in line for a resource. Not safe by itself: the scheduler holds its lock.
/// </summary>
/// <param name="plan">What is run.</param>
internal sealed class ReadySteps(Plan plan)
{
    private readonly Queue<int> _queue = new();
    private readonly bool[] _isTaken = new bool[plan.Steps.Length];
    private readonly ResourcePool _resources = new(plan);

    /// <summary>How many may begin now.</summary>
    public int Count => _queue.Count;

    /// <summary>Whether a step has been taken, to be run.</summary>
    public bool IsTaken(int index) => _isTaken[index];

    /// <summary>Adds a step that waits for no other any more.</summary>
    public void Add(int index)
    {
        // Most plans have no resources, and most steps use none.
        if (plan.Steps[index].Target.Definition.Draft.Uses.IsEmpty)
            _queue.Enqueue(index);
        else
            AddAll(_resources.Take(index));
    }

    /// <summary>Takes the next step that may begin.</summary>
    /// <returns>False when there is none.</returns>
    public bool TryTake(out int index)
    {
        if (!_queue.TryDequeue(out index))
            return false;

        _isTaken[index] = true;
        return true;
    }

    /// <summary>Gives the resources of a step that ended to those in line.</summary>
    public void Release(int index) => AddAll(_resources.Release(index));

    /// <summary>Takes out all but what always runs, which keeps its place.</summary>
    public void KeepFinallyOnly()
    {
        for (var count = _queue.Count; count > 0; count--)
        {
            var index = _queue.Dequeue();
            if (plan.Steps[index].Target.IsFinally)
                _queue.Enqueue(index);
            else
                _resources.Release(index, wakes: false);
        }

        // Nobody may be handed units for a step that is left.
        _resources.Forget(index => !plan.Steps[index].Target.IsFinally);
    }

    /// <summary>Lets those in line begin whose resources are free.</summary>
    public void Wake() => AddAll(_resources.Wake());

    private void AddAll(IReadOnlyList<int> indexes)
    {
        foreach (var index in indexes)
            _queue.Enqueue(index);
    }
}
