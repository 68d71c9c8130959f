using System.Runtime.CompilerServices;

namespace Pipeline.Sdk;

/// <summary>A target that reads 3 values; each step returns a new draft, and <c>Run</c> registers the target.</summary>
/// <typeparam name="T1">Type of value 1.</typeparam>
/// <typeparam name="T2">Type of value 2.</typeparam>
/// <typeparam name="T3">Type of value 3.</typeparam>
public sealed class TargetDraft<T1, T2, T3> : RunnableDraft<TargetDraft<T1, T2, T3>>
{
    private readonly IValue<T1> _value1;
    private readonly IValue<T2> _value2;
    private readonly IValue<T3> _value3;

    internal TargetDraft(TargetDraftState state, IValue<T1> value1, IValue<T2> value2, IValue<T3> value3)
        : base(state)
    {
        _value1 = value1;
        _value2 = value2;
        _value3 = value3;
    }

    /// <summary>Declares that the target reads a value; it becomes the next parameter of the lambda.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="value">A target's output, a parameter, a secret or the selected environment.</param>
    public TargetDraft<T1, T2, T3, T> Needs<T>(IValue<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new TargetDraft<T1, T2, T3, T>(State.WithNeed(value), _value1, _value2, _value3, value);
    }

    /// <summary>Registers the target: its work is a method without a result.</summary>
    /// <param name="body">The work. It reads nothing but its parameters.</param>
    public Target Run(Action<RunContext, T1, T2, T3> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register((run, values) =>
        {
            body(run, values.Read(_value1), values.Read(_value2), values.Read(_value3));
            return default;
        });
    }

    /// <summary>Registers the target: its work is a task.</summary>
    /// <param name="body">The work. It reads nothing but its parameters.</param>
    [OverloadResolutionPriority(1)]
    public Target Run(Func<RunContext, T1, T2, T3, Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register((run, values) => TargetBody.Await(body(run, values.Read(_value1), values.Read(_value2), values.Read(_value3))));
    }

    /// <summary>Registers the target: its work is a value task.</summary>
    /// <param name="body">The work. It reads nothing but its parameters.</param>
    public Target Run(Func<RunContext, T1, T2, T3, ValueTask> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register((run, values) => TargetBody.Await(body(run, values.Read(_value1), values.Read(_value2), values.Read(_value3))));
    }

    /// <summary>Registers the target: the task's result is its output.</summary>
    /// <typeparam name="TOutput">Type of the output; it must survive as JSON.</typeparam>
    /// <param name="body">The work. It reads nothing but its parameters.</param>
    [OverloadResolutionPriority(2)]
    public Target<TOutput> Run<TOutput>(Func<RunContext, T1, T2, T3, Task<TOutput>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register<TOutput>((run, values) => TargetBody.Await(body(run, values.Read(_value1), values.Read(_value2), values.Read(_value3))));
    }

    /// <summary>Registers the target: the value task's result is its output.</summary>
    /// <typeparam name="TOutput">Type of the output; it must survive as JSON.</typeparam>
    /// <param name="body">The work. It reads nothing but its parameters.</param>
    public Target<TOutput> Run<TOutput>(Func<RunContext, T1, T2, T3, ValueTask<TOutput>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register<TOutput>((run, values) => TargetBody.Await(body(run, values.Read(_value1), values.Read(_value2), values.Read(_value3))));
    }

    /// <summary>Registers the target: the returned value is its output.</summary>
    /// <typeparam name="TOutput">Type of the output; it must survive as JSON.</typeparam>
    /// <param name="body">The work. It reads nothing but its parameters.</param>
    public Target<TOutput> Run<TOutput>(Func<RunContext, T1, T2, T3, TOutput> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register<TOutput>((run, values) => new ValueTask<object?>(body(run, values.Read(_value1), values.Read(_value2), values.Read(_value3))));
    }

    private protected override TargetDraft<T1, T2, T3> With(TargetDraftState state) => new(state, _value1, _value2, _value3);
}
