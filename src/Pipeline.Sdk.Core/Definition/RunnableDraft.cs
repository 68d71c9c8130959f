namespace Pipeline.Sdk;

/// <summary>A draft whose <c>Run</c> registers one target.</summary>
/// <typeparam name="TSelf">The draft's own type.</typeparam>
public abstract class RunnableDraft<TSelf> : TargetDraftBase<TSelf>
    where TSelf : RunnableDraft<TSelf>
{
    private protected RunnableDraft(TargetDraftState state)
        : base(state)
    {
    }

    /// <summary>Registers a target without work of its own: it stands for what it depends on.</summary>
    public Target Run() => State.Owner.Register(State, output: null, work: null, new Target(State.Owner, State.Name));

    private protected Target Register(TargetWork work) => State.Owner.Register(State, output: null, work, new Target(State.Owner, State.Name));

    private protected Target<TOutput> Register<TOutput>(TargetWork work) =>
        State.Owner.Register(State, typeof(TOutput), work, new Target<TOutput>(State.Owner, State.Name));
}
