using System.Collections.Immutable;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk;

/// <summary>What every draft of a target that runs for each item can do, whatever it reads.</summary>
/// <typeparam name="TSelf">The draft's own type.</typeparam>
/// <typeparam name="TItem">Type of the items.</typeparam>
public abstract class EachDraft<TSelf, TItem> : TargetDraftBase<TSelf>
    where TSelf : EachDraft<TSelf, TItem>
{
    private protected EachDraft(TargetDraftState state, ImmutableArray<EachItem<TItem>> items)
        : base(state) => Items = items;

    internal ImmutableArray<EachItem<TItem>> Items { get; }

    /// <summary>
    /// Splits the items over CI jobs: with <c>--NAME 2/4</c> only the items of the second of four parts run. The parts are balanced by the durations in
    /// the committed file <c>.pipeline/durations.json</c> and by nothing else, so that every job computes the same split.
    /// </summary>
    /// <param name="partition">A handle of this pipeline.</param>
    public TSelf Partition(Partition partition)
    {
        ArgumentNullException.ThrowIfNull(partition);
        return With(State with { Partition = partition });
    }

    private protected Target Register(Func<TItem, TargetWork> work)
    {
        var items = RegisterItems(item => State.Owner.RegisterItem(State, item.Name, output: null, work(item.Value), new Target(State.Owner, ItemName(item))));
        return State.Owner.RegisterGather(State, items, output: null, work: null, new Target(State.Owner, State.Name));
    }

    private protected Target<ImmutableArray<TOutput>> Register<TOutput>(Func<TItem, TargetWork> work)
    {
        var items = RegisterItems(item => State.Owner.RegisterItem(State, item.Name, typeof(TOutput), work(item.Value), new Target<TOutput>(State.Owner, ItemName(item))));
        return State.Owner.RegisterGather(
            State,
            items,
            typeof(ImmutableArray<TOutput>),
            (run, values) => new ValueTask<object?>(Gather<TOutput>(items, values)),
            new Target<ImmutableArray<TOutput>>(State.Owner, State.Name));
    }

    private ImmutableArray<Target> RegisterItems(Func<EachItem<TItem>, Target> register)
    {
        var items = ImmutableArray.CreateBuilder<Target>(Items.Length);
        foreach (var item in Items)
            items.Add(register(item));
        return items.MoveToImmutable();
    }

    // Items of another part, or that a condition left out, have no output.
    private static ImmutableArray<TOutput> Gather<TOutput>(ImmutableArray<Target> items, IValueReader values)
    {
        var outputs = ImmutableArray.CreateBuilder<TOutput>(items.Length);
        foreach (var item in items)
        {
            if (item is Target<TOutput> typed && values.TryRead(typed, out var output))
                outputs.Add(output);
        }

        return outputs.ToImmutable();
    }

    private string ItemName(EachItem<TItem> item) => State.Name + TargetDefinition.ItemSeparator + item.Name;
}
