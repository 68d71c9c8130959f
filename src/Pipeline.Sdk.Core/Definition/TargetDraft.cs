using System.Runtime.CompilerServices;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk;

/// <summary>A target that reads nothing yet; each step returns a new draft, and <c>Run</c> registers the target.</summary>
public sealed class TargetDraft : RunnableDraft<TargetDraft>
{
    internal TargetDraft(TargetDraftState state)
        : base(state)
    {
    }

    /// <summary>Declares that the target reads a value; it becomes the next parameter of the lambda.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="value">A target's output, a parameter, a secret or the selected environment.</param>
    public TargetDraft<T> Needs<T>(IValue<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new TargetDraft<T>(State.WithNeed(value), value);
    }

    /// <summary>
    /// Makes the target run once for each item of a list. Each item is a step of its own, with its own log, outcome and duration, named <c>Target:item</c>;
    /// they run in parallel, and the target gathers their outputs in the order of the items.
    /// </summary>
    /// <typeparam name="TItem">Type of the items.</typeparam>
    /// <param name="items">The items. They are read here, once.</param>
    /// <param name="name">An item's name: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>; unique regardless of case.</param>
    public ForEachDraft<TItem> ForEach<TItem>(IEnumerable<TItem> items, Func<TItem, string> name)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(name);
        return new ForEachDraft<TItem>(State, [.. items.Select(item => new EachItem<TItem>(name(item), item))]);
    }

    /// <summary>Registers the target: its work is a method without a result.</summary>
    /// <param name="body">The work. It reads nothing but its parameters.</param>
    public Target Run(Action<RunContext> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register((run, values) =>
        {
            body(run);
            return default;
        });
    }

    /// <summary>Registers the target: its work is a task.</summary>
    /// <param name="body">The work. It reads nothing but its parameters.</param>
    [OverloadResolutionPriority(1)]
    public Target Run(Func<RunContext, Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register((run, values) => TargetBody.Await(body(run)));
    }

    /// <summary>Registers the target: its work is a value task.</summary>
    /// <param name="body">The work. It reads nothing but its parameters.</param>
    public Target Run(Func<RunContext, ValueTask> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register((run, values) => TargetBody.Await(body(run)));
    }

    /// <summary>Registers the target: the task's result is its output.</summary>
    /// <typeparam name="TOutput">Type of the output; it must survive as JSON.</typeparam>
    /// <param name="body">The work. It reads nothing but its parameters.</param>
    [OverloadResolutionPriority(2)]
    public Target<TOutput> Run<TOutput>(Func<RunContext, Task<TOutput>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register<TOutput>((run, values) => TargetBody.Await(body(run)));
    }

    /// <summary>Registers the target: the value task's result is its output.</summary>
    /// <typeparam name="TOutput">Type of the output; it must survive as JSON.</typeparam>
    /// <param name="body">The work. It reads nothing but its parameters.</param>
    public Target<TOutput> Run<TOutput>(Func<RunContext, ValueTask<TOutput>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register<TOutput>((run, values) => TargetBody.Await(body(run)));
    }

    /// <summary>Registers the target: the returned value is its output.</summary>
    /// <typeparam name="TOutput">Type of the output; it must survive as JSON.</typeparam>
    /// <param name="body">The work. It reads nothing but its parameters.</param>
    public Target<TOutput> Run<TOutput>(Func<RunContext, TOutput> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register<TOutput>((run, values) => new ValueTask<object?>(body(run)));
    }

    private protected override TargetDraft With(TargetDraftState state) => new(state);
}
