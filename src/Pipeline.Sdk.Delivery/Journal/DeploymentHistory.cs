using System.Collections.Immutable;

namespace Pipeline.Sdk.Delivery;

/// <summary>What a journal tells of one service.</summary>
internal sealed class DeploymentHistory
{
    private readonly ImmutableArray<JournalEntry> _entries;

    public DeploymentHistory(IEnumerable<JournalEntry> entries, string service) =>
        _entries = [.. entries.Where(entry => entry.Service == service)];

    /// <summary>The last entry of every deployment that has no verdict: its engine was ended in the middle.</summary>
    public IEnumerable<JournalEntry> Open =>
        _entries.GroupBy(entry => entry.Deployment, StringComparer.Ordinal)
            .Select(group => group.Last())
            .Where(entry => entry.Step is not (JournalStep.Succeeded or JournalStep.Failed));

    /// <summary>The first entry of a deployment, which has its plan.</summary>
    public JournalEntry BeginOf(string deployment) => _entries.First(entry => entry.Deployment == deployment);

    /// <summary>The step of its plan that a deployment announced last, or null.</summary>
    public int? LastIndexOf(string deployment) => _entries.LastOrDefault(entry => entry.Deployment == deployment && entry.Index is not null)?.Index;

    /// <summary>What the judge of a step counted from when it was last at work, or null.</summary>
    public EvidenceStart? EvidenceOf(string deployment, int index) =>
        _entries.LastOrDefault(entry => entry.Deployment == deployment && entry.Index == index && entry.Evidence is not null)?.Evidence;

    /// <summary>Every verdict, with the first entry of its deployment for the time it began; oldest first.</summary>
    public IEnumerable<(JournalEntry Begin, JournalEntry Verdict)> Ended =>
        _entries.Where(entry => entry.Step is JournalStep.Succeeded or JournalStep.Failed)
            .Select(verdict => (_entries.First(entry => entry.Deployment == verdict.Deployment), verdict));

    /// <summary>
    /// The releases that one can go back through, the live one last: a deployment puts its release on top, a rollback takes off what lies above the
    /// one that it leads to. What was rolled back is never gone back to.
    /// </summary>
    public ImmutableStack<JournalEntry> Live()
    {
        var stack = ImmutableStack<JournalEntry>.Empty;
        foreach (var entry in _entries.Where(entry => entry.Step == JournalStep.Succeeded))
        {
            if (entry.Kind == DeploymentKind.Deploy)
                stack = stack.IsEmpty || stack.Peek().Digest != entry.Digest ? stack.Push(entry) : stack;
            else if (!stack.IsEmpty)
                stack = Below(stack.Pop(), entry.Digest);
        }

        return stack;
    }

    // A rollback leads to the release before, unless it was told another one.
    private static ImmutableStack<JournalEntry> Below(ImmutableStack<JournalEntry> stack, string digest)
    {
        var below = stack;
        while (!below.IsEmpty && below.Peek().Digest != digest)
            below = below.Pop();
        return below.IsEmpty ? stack : below;
    }
}
