using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk;

/// <summary>A target that runs once for each item of a list and reads nothing yet; <c>Run</c> registers the items and the target that gathers them.</summary>
/// <typeparam name="TItem">Type of the items.</typeparam>
public sealed class ForEachDraft<TItem> : EachDraft<ForEachDraft<TItem>, TItem>
{
    internal ForEachDraft(TargetDraftState state, ImmutableArray<EachItem<TItem>> items)
        : base(state, items)
    {
    }

    /// <summary>Declares that every item reads a value; it becomes the next parameter of the lambda.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="value">A target's output, a parameter, a secret or the selected environment.</param>
    public ForEachDraft<TItem, T> Needs<T>(IValue<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new ForEachDraft<TItem, T>(State.WithNeed(value), Items, value);
    }

    /// <summary>Registers the target: the work for an item is a method without a result.</summary>
    /// <param name="body">The work for one item. It reads nothing but its parameters.</param>
    public Target Run(Action<RunContext, TItem> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register(item => (run, values) =>
        {
            body(run, item);
            return default;
        });
    }

    /// <summary>Registers the target: the work for an item is a task.</summary>
    /// <param name="body">The work for one item. It reads nothing but its parameters.</param>
    [OverloadResolutionPriority(1)]
    public Target Run(Func<RunContext, TItem, Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register(item => (run, values) => TargetBody.Await(body(run, item)));
    }

    /// <summary>Registers the target: the work for an item is a value task.</summary>
    /// <param name="body">The work for one item. It reads nothing but its parameters.</param>
    public Target Run(Func<RunContext, TItem, ValueTask> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register(item => (run, values) => TargetBody.Await(body(run, item)));
    }

    /// <summary>Registers the target: its output is the list of the tasks' results, in the order of the items.</summary>
    /// <typeparam name="TOutput">Type of an item's output; it must survive as JSON.</typeparam>
    /// <param name="body">The work for one item. It reads nothing but its parameters.</param>
    [OverloadResolutionPriority(2)]
    public Target<ImmutableArray<TOutput>> Run<TOutput>(Func<RunContext, TItem, Task<TOutput>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register<TOutput>(item => (run, values) => TargetBody.Await(body(run, item)));
    }

    /// <summary>Registers the target: its output is the list of the value tasks' results, in the order of the items.</summary>
    /// <typeparam name="TOutput">Type of an item's output; it must survive as JSON.</typeparam>
    /// <param name="body">The work for one item. It reads nothing but its parameters.</param>
    public Target<ImmutableArray<TOutput>> Run<TOutput>(Func<RunContext, TItem, ValueTask<TOutput>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register<TOutput>(item => (run, values) => TargetBody.Await(body(run, item)));
    }

    /// <summary>Registers the target: its output is the list of the returned values, in the order of the items.</summary>
    /// <typeparam name="TOutput">Type of an item's output; it must survive as JSON.</typeparam>
    /// <param name="body">The work for one item. It reads nothing but its parameters.</param>
    public Target<ImmutableArray<TOutput>> Run<TOutput>(Func<RunContext, TItem, TOutput> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register<TOutput>(item => (run, values) => new ValueTask<object?>(body(run, item)));
    }

    private protected override ForEachDraft<TItem> With(TargetDraftState state) => new(state, Items);
}
