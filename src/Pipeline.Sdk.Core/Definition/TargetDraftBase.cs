namespace Pipeline.Sdk;

/// <summary>What every draft of a target can do, whatever it reads. The self type keeps the lambda's parameters.</summary>
/// <typeparam name="TSelf">The draft's own type.</typeparam>
public abstract class TargetDraftBase<TSelf>
    where TSelf : TargetDraftBase<TSelf>
{
    private protected TargetDraftBase(TargetDraftState state) => State = state;

    internal TargetDraftState State { get; }

    /// <summary>Says in one line what the target is for; <c>--list</c> and <c>--help</c> show it.</summary>
    /// <param name="text">One line, without a full stop.</param>
    public TSelf Describe(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return With(State with { Description = text });
    }

    /// <summary>Runs after these targets have succeeded; they are pulled into the plan.</summary>
    /// <param name="targets">Handles of targets that are already declared.</param>
    public TSelf DependsOn(params Target[] targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return With(State with { DependsOn = State.DependsOn.AddRange(targets) });
    }

    /// <summary>
    /// Says that the target changes the environment that <c>--env</c> names: on a protected environment it asks for a confirmation first.
    /// </summary>
    public TSelf ChangesEnvironment() => With(State with { ChangesEnvironment = true });

    /// <summary>Registers a target without work of its own: it stands for what it depends on.</summary>
    public Target Run() => State.Owner.Register(State, output: null, work: null, new Target(State.Owner, State.Name));

    private protected Target Register(TargetWork work) => State.Owner.Register(State, output: null, work, new Target(State.Owner, State.Name));

    private protected Target<TOutput> Register<TOutput>(TargetWork work) =>
        State.Owner.Register(State, typeof(TOutput), work, new Target<TOutput>(State.Owner, State.Name));

    private protected abstract TSelf With(TargetDraftState state);
}
