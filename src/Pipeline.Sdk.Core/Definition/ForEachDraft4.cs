using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk;

/// <summary>A target that runs once for each item of a list and reads 4 values; <c>Run</c> registers the items and the target that gathers them.</summary>
/// <typeparam name="TItem">Type of the items.</typeparam>
/// <typeparam name="T1">Type of value 1.</typeparam>
/// <typeparam name="T2">Type of value 2.</typeparam>
/// <typeparam name="T3">Type of value 3.</typeparam>
/// <typeparam name="T4">Type of value 4.</typeparam>
public sealed class ForEachDraft<TItem, T1, T2, T3, T4> : EachDraft<ForEachDraft<TItem, T1, T2, T3, T4>, TItem>
{
    private readonly IValue<T1> _value1;
    private readonly IValue<T2> _value2;
    private readonly IValue<T3> _value3;
    private readonly IValue<T4> _value4;

    internal ForEachDraft(TargetDraftState state, ImmutableArray<EachItem<TItem>> items, IValue<T1> value1, IValue<T2> value2, IValue<T3> value3, IValue<T4> value4)
        : base(state, items)
    {
        _value1 = value1;
        _value2 = value2;
        _value3 = value3;
        _value4 = value4;
    }

    /// <summary>Registers the target: the work for an item is a method without a result.</summary>
    /// <param name="body">The work for one item. It reads nothing but its parameters.</param>
    public Target Run(Action<RunContext, TItem, T1, T2, T3, T4> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register(item => (run, values) =>
        {
            body(run, item, values.Read(_value1), values.Read(_value2), values.Read(_value3), values.Read(_value4));
            return default;
        });
    }

    /// <summary>Registers the target: the work for an item is a task.</summary>
    /// <param name="body">The work for one item. It reads nothing but its parameters.</param>
    [OverloadResolutionPriority(1)]
    public Target Run(Func<RunContext, TItem, T1, T2, T3, T4, Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register(item => (run, values) => TargetBody.Await(body(run, item, values.Read(_value1), values.Read(_value2), values.Read(_value3), values.Read(_value4))));
    }

    /// <summary>Registers the target: the work for an item is a value task.</summary>
    /// <param name="body">The work for one item. It reads nothing but its parameters.</param>
    public Target Run(Func<RunContext, TItem, T1, T2, T3, T4, ValueTask> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register(item => (run, values) => TargetBody.Await(body(run, item, values.Read(_value1), values.Read(_value2), values.Read(_value3), values.Read(_value4))));
    }

    /// <summary>Registers the target: its output is the list of the tasks' results, in the order of the items.</summary>
    /// <typeparam name="TOutput">Type of an item's output; it must survive as JSON.</typeparam>
    /// <param name="body">The work for one item. It reads nothing but its parameters.</param>
    [OverloadResolutionPriority(2)]
    public Target<ImmutableArray<TOutput>> Run<TOutput>(Func<RunContext, TItem, T1, T2, T3, T4, Task<TOutput>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register<TOutput>(item => (run, values) => TargetBody.Await(body(run, item, values.Read(_value1), values.Read(_value2), values.Read(_value3), values.Read(_value4))));
    }

    /// <summary>Registers the target: its output is the list of the value tasks' results, in the order of the items.</summary>
    /// <typeparam name="TOutput">Type of an item's output; it must survive as JSON.</typeparam>
    /// <param name="body">The work for one item. It reads nothing but its parameters.</param>
    public Target<ImmutableArray<TOutput>> Run<TOutput>(Func<RunContext, TItem, T1, T2, T3, T4, ValueTask<TOutput>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register<TOutput>(item => (run, values) => TargetBody.Await(body(run, item, values.Read(_value1), values.Read(_value2), values.Read(_value3), values.Read(_value4))));
    }

    /// <summary>Registers the target: its output is the list of the returned values, in the order of the items.</summary>
    /// <typeparam name="TOutput">Type of an item's output; it must survive as JSON.</typeparam>
    /// <param name="body">The work for one item. It reads nothing but its parameters.</param>
    public Target<ImmutableArray<TOutput>> Run<TOutput>(Func<RunContext, TItem, T1, T2, T3, T4, TOutput> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register<TOutput>(item => (run, values) => new ValueTask<object?>(body(run, item, values.Read(_value1), values.Read(_value2), values.Read(_value3), values.Read(_value4))));
    }

    private protected override ForEachDraft<TItem, T1, T2, T3, T4> With(TargetDraftState state) => new(state, Items, _value1, _value2, _value3, _value4);
}
