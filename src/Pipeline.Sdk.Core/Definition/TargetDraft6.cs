using System.Runtime.CompilerServices;

namespace Pipeline.Sdk;

/// <summary>A target that reads 6 values; each step returns a new draft, and <c>Run</c> registers the target.</summary>
/// <typeparam name="T1">Type of value 1.</typeparam>
/// <typeparam name="T2">Type of value 2.</typeparam>
/// <typeparam name="T3">Type of value 3.</typeparam>
/// <typeparam name="T4">Type of value 4.</typeparam>
/// <typeparam name="T5">Type of value 5.</typeparam>
/// <typeparam name="T6">Type of value 6.</typeparam>
public sealed class TargetDraft<T1, T2, T3, T4, T5, T6> : RunnableDraft<TargetDraft<T1, T2, T3, T4, T5, T6>>
{
    private readonly IValue<T1> _value1;
    private readonly IValue<T2> _value2;
    private readonly IValue<T3> _value3;
    private readonly IValue<T4> _value4;
    private readonly IValue<T5> _value5;
    private readonly IValue<T6> _value6;

    internal TargetDraft(TargetDraftState state, IValue<T1> value1, IValue<T2> value2, IValue<T3> value3, IValue<T4> value4, IValue<T5> value5, IValue<T6> value6)
        : base(state)
    {
        _value1 = value1;
        _value2 = value2;
        _value3 = value3;
        _value4 = value4;
        _value5 = value5;
        _value6 = value6;
    }

    /// <summary>Registers the target: its work is a method without a result.</summary>
    /// <param name="body">The work. It reads nothing but its parameters.</param>
    public Target Run(Action<RunContext, T1, T2, T3, T4, T5, T6> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register((run, values) =>
        {
            body(run, values.Read(_value1), values.Read(_value2), values.Read(_value3), values.Read(_value4), values.Read(_value5), values.Read(_value6));
            return default;
        });
    }

    /// <summary>Registers the target: its work is a task.</summary>
    /// <param name="body">The work. It reads nothing but its parameters.</param>
    [OverloadResolutionPriority(1)]
    public Target Run(Func<RunContext, T1, T2, T3, T4, T5, T6, Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register((run, values) => TargetBody.Await(body(run, values.Read(_value1), values.Read(_value2), values.Read(_value3), values.Read(_value4), values.Read(_value5), values.Read(_value6))));
    }

    /// <summary>Registers the target: its work is a value task.</summary>
    /// <param name="body">The work. It reads nothing but its parameters.</param>
    public Target Run(Func<RunContext, T1, T2, T3, T4, T5, T6, ValueTask> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register((run, values) => TargetBody.Await(body(run, values.Read(_value1), values.Read(_value2), values.Read(_value3), values.Read(_value4), values.Read(_value5), values.Read(_value6))));
    }

    /// <summary>Registers the target: the task's result is its output.</summary>
    /// <typeparam name="TOutput">Type of the output; it must survive as JSON.</typeparam>
    /// <param name="body">The work. It reads nothing but its parameters.</param>
    [OverloadResolutionPriority(2)]
    public Target<TOutput> Run<TOutput>(Func<RunContext, T1, T2, T3, T4, T5, T6, Task<TOutput>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register<TOutput>((run, values) => TargetBody.Await(body(run, values.Read(_value1), values.Read(_value2), values.Read(_value3), values.Read(_value4), values.Read(_value5), values.Read(_value6))));
    }

    /// <summary>Registers the target: the value task's result is its output.</summary>
    /// <typeparam name="TOutput">Type of the output; it must survive as JSON.</typeparam>
    /// <param name="body">The work. It reads nothing but its parameters.</param>
    public Target<TOutput> Run<TOutput>(Func<RunContext, T1, T2, T3, T4, T5, T6, ValueTask<TOutput>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register<TOutput>((run, values) => TargetBody.Await(body(run, values.Read(_value1), values.Read(_value2), values.Read(_value3), values.Read(_value4), values.Read(_value5), values.Read(_value6))));
    }

    /// <summary>Registers the target: the returned value is its output.</summary>
    /// <typeparam name="TOutput">Type of the output; it must survive as JSON.</typeparam>
    /// <param name="body">The work. It reads nothing but its parameters.</param>
    public Target<TOutput> Run<TOutput>(Func<RunContext, T1, T2, T3, T4, T5, T6, TOutput> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Register<TOutput>((run, values) => new ValueTask<object?>(body(run, values.Read(_value1), values.Read(_value2), values.Read(_value3), values.Read(_value4), values.Read(_value5), values.Read(_value6))));
    }

    private protected override TargetDraft<T1, T2, T3, T4, T5, T6> With(TargetDraftState state) => new(state, _value1, _value2, _value3, _value4, _value5, _value6);
}
