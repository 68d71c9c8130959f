using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk;

/// <summary>A target that runs once for each item of a list and reads 2 values; <c>Run</c> registers the items and the target that gathers them.</summary>
/// <typeparam name="TItem">Type of the items.</typeparam>
/// <typeparam name="T1">Type of value 1.</typeparam>
/// <typeparam name="T2">Type of value 2.</typeparam>
public sealed class ForEachDraft<TItem, T1, T2> : EachDraft<ForEachDraft<TItem, T1, T2>, TItem>
{
    private readonly IValue<T1> _value1;
    private readonly IValue<T2> _value2;

    internal ForEachDraft(TargetDraftState state, ImmutableArray<EachItem<TItem>> items, IValue<T1> value1, IValue<T2> value2)
        : base(state, items)
    {
        _value1 = value1;
        _value2 = value2;
    }

    /// <summary>Declares that every item reads a value; it becomes the next parameter of the lambda.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="value">A target's output, a parameter, a secret or the selected environment.</param>
    public ForEachDraft<TItem, T1, T2, T> Needs<T>(IValue<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new ForEachDraft<TItem, T1, T2, T>(State.WithNeed(value), Items, _value1, _value2, value);
    }

    /// <summary>Registers the target: the work for an item is a method without a result.</summary>
    /// <param name="body">The work for one item. It reads nothing but its parameters.</param>
    public Target Run(Action<RunContext, TItem, T1, T2> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register(item => (run, values) =>
        {
            body(run, item, values.Read(_value1), values.Read(_value2));
            return default;
        });
    }

    /// <summary>Registers the target: the work for an item is a task.</summary>
    /// <param name="body">The work for one item. It reads nothing but its parameters.</param>
    [OverloadResolutionPriority(1)]
    public Target Run(Func<RunContext, TItem, T1, T2, Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register(item => (run, values) => TargetBody.Await(body(run, item, values.Read(_value1), values.Read(_value2))));
    }

    /// <summary>Registers the target: the work for an item is a value task.</summary>
    /// <param name="body">The work for one item. It reads nothing but its parameters.</param>
    public Target Run(Func<RunContext, TItem, T1, T2, ValueTask> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register(item => (run, values) => TargetBody.Await(body(run, item, values.Read(_value1), values.Read(_value2))));
    }

    /// <summary>Registers the target: its output is the list of the tasks' results, in the order of the items.</summary>
    /// <typeparam name="TOutput">Type of an item's output; it must survive as JSON.</typeparam>
    /// <param name="body">The work for one item. It reads nothing but its parameters.</param>
    [OverloadResolutionPriority(2)]
    public Target<ImmutableArray<TOutput>> Run<TOutput>(Func<RunContext, TItem, T1, T2, Task<TOutput>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register<TOutput>(item => (run, values) => TargetBody.Await(body(run, item, values.Read(_value1), values.Read(_value2))));
    }

    /// <summary>Registers the target: its output is the list of the value tasks' results, in the order of the items.</summary>
    /// <typeparam name="TOutput">Type of an item's output; it must survive as JSON.</typeparam>
    /// <param name="body">The work for one item. It reads nothing but its parameters.</param>
    public Target<ImmutableArray<TOutput>> Run<TOutput>(Func<RunContext, TItem, T1, T2, ValueTask<TOutput>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register<TOutput>(item => (run, values) => TargetBody.Await(body(run, item, values.Read(_value1), values.Read(_value2))));
    }

    /// <summary>Registers the target: its output is the list of the returned values, in the order of the items.</summary>
    /// <typeparam name="TOutput">Type of an item's output; it must survive as JSON.</typeparam>
    /// <param name="body">The work for one item. It reads nothing but its parameters.</param>
    public Target<ImmutableArray<TOutput>> Run<TOutput>(Func<RunContext, TItem, T1, T2, TOutput> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register<TOutput>(item => (run, values) => new ValueTask<object?>(body(run, item, values.Read(_value1), values.Read(_value2))));
    }

    private protected override ForEachDraft<TItem, T1, T2> With(TargetDraftState state) => new(state, Items, _value1, _value2);
}
