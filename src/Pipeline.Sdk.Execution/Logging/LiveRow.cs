using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>A target that runs, as the live view knows it.</summary>
/// <param name="step">The step.</param>
/// <param name="started">When it began, by the clock's timestamps.</param>
internal sealed class LiveRow(PlanStep step, long started)
{
    /// <summary>As many lines as a person reads of a failure.</summary>
    public const int TailLength = 20;

    private readonly Queue<string> _tail = new();

    public PlanStep Step => step;

    public long Started => started;

    /// <summary>The last line that was not blank.</summary>
    public string Last { get; private set; } = "";

    /// <summary>The last lines, the oldest first.</summary>
    public IReadOnlyCollection<string> Tail => _tail;

    public void Add(string line)
    {
        if (line.Length > 0)
            Last = line;
        _tail.Enqueue(line);
        if (_tail.Count > TailLength)
            _tail.Dequeue();
    }
}
