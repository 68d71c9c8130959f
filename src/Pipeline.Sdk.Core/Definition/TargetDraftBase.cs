using Pipeline.Sdk.Definition;

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

    /// <summary>Puts the target under a heading in <c>--list</c> and <c>--help</c>.</summary>
    /// <param name="heading">The heading: <c>Verify</c>.</param>
    public TSelf Group(string heading)
    {
        ArgumentNullException.ThrowIfNull(heading);
        return With(State with { Group = heading });
    }

    /// <summary>Leaves the target out of <c>--list</c> and <c>--help</c>; it can be asked for all the same, and <c>--list --verbosity detailed</c> shows it.</summary>
    public TSelf Hidden() => With(State with { IsHidden = true });

    /// <summary>Runs after these targets have succeeded; they are pulled into the plan.</summary>
    /// <param name="targets">Handles of targets that are already declared.</param>
    public TSelf DependsOn(params Target[] targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return With(State with { DependsOn = State.DependsOn.AddRange(targets) });
    }

    /// <summary>Runs after these targets have ended, when they are in the plan: an order only, that pulls nothing in and asks for no success.</summary>
    /// <param name="targets">Handles of targets that are already declared.</param>
    public TSelf After(params Target[] targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return With(State with { After = State.After.AddRange(targets) });
    }

    /// <summary>Is pulled into every plan in which one of these targets runs, and runs after it has succeeded.</summary>
    /// <param name="targets">Handles of targets that are already declared.</param>
    public TSelf TriggeredBy(params Target[] targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return With(State with { TriggeredBy = State.TriggeredBy.AddRange(targets) });
    }

    /// <summary>
    /// Always runs once these targets have ended, whatever became of them, and also when the run fails elsewhere or is cancelled. It is pulled into every plan
    /// in which one of them runs. What it depends on only has to have ended; what it needs the output of must have succeeded.
    /// </summary>
    /// <param name="targets">Handles of targets that are already declared; none stands for the whole run: it runs last in every run.</param>
    public TSelf Finally(params Target[] targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return With(State with { IsFinally = true, FinallyOf = State.FinallyOf.AddRange(targets) });
    }

    /// <summary>
    /// Runs only when a value fits. A parameter or the selected environment is known in the plan, which shows the outcome; a target's output is known just
    /// before the step, and the target waits for it. A target that is left out holds up nobody that depends on it; what needs its output is left out with it.
    /// </summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="value">A parameter, the selected environment or a target's output. The lambda's parameters stay as they are.</param>
    /// <param name="condition">Whether the target runs.</param>
    /// <param name="reason">The condition in words, shown when it does not hold: <c>only with --publish</c>.</param>
    public TSelf OnlyWhen<T>(IValue<T> value, Func<T, bool> condition, string reason)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(condition);
        return With(new TargetCondition(reason) { Value = value, OfValue = values => condition(values.Read(value)) });
    }

    /// <summary>Runs only when the facts of the run fit: branch, CI system, environment. It is decided in the plan, which shows the outcome.</summary>
    /// <param name="condition">Whether the target runs. It reads nothing but its parameter.</param>
    /// <param name="reason">The condition in words, shown when it does not hold: <c>only on main</c>.</param>
    public TSelf OnlyWhen(Func<PlanContext, bool> condition, string reason)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return With(new TargetCondition(reason) { OfPlan = condition });
    }

    /// <summary>Runs only when a look at the world just before the step says so: a file that is there, a port that answers.</summary>
    /// <param name="condition">Whether the target runs.</param>
    /// <param name="reason">The condition in words, shown when it does not hold: <c>only when the schema is old</c>.</param>
    public TSelf OnlyWhenReached(Func<RunContext, bool> condition, string reason)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return With(new TargetCondition(reason) { OfRun = run => ValueTask.FromResult(condition(run)) });
    }

    /// <summary>Runs only when a look at the world just before the step says so.</summary>
    /// <param name="condition">Whether the target runs.</param>
    /// <param name="reason">The condition in words, shown when it does not hold.</param>
    public TSelf OnlyWhenReached(Func<RunContext, Task<bool>> condition, string reason)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return With(new TargetCondition(reason) { OfRun = run => new ValueTask<bool>(condition(run)) });
    }

    /// <summary>
    /// Its failure is told and recorded, and does not count: the run goes on, what depends on it runs, and the exit code stays 0. What needs its output does
    /// not run.
    /// </summary>
    public TSelf ContinueOnFailure() => With(State with { ContinuesOnFailure = true });

    /// <summary>Ends the target when it takes longer, all attempts together; it has failed then.</summary>
    /// <param name="limit">The time limit; more than zero.</param>
    public TSelf Timeout(TimeSpan limit) => With(State with { Timeout = limit });

    /// <summary>Tries the target's work again when it fails. Cancellations, and refusals by a gate, are not tried again.</summary>
    /// <param name="attempts">How often it is tried altogether, from 2.</param>
    /// <param name="delay">The pause before the second attempt; the default is one second.</param>
    /// <param name="backoff">How the pause grows, up to five minutes.</param>
    /// <param name="when">Which failures are worth another attempt; the default is all.</param>
    public TSelf Retry(int attempts, TimeSpan? delay = null, RetryBackoff backoff = RetryBackoff.Exponential, Func<Exception, bool>? when = null) =>
        With(State with { Retry = new RetryRule { Attempts = attempts, Delay = delay ?? TimeSpan.FromSeconds(1), Backoff = backoff, When = when } });

    /// <summary>Takes units of a shared resource while it runs.</summary>
    /// <param name="resource">A handle of this pipeline.</param>
    /// <param name="units">How many, from 1 to the resource's capacity; the default is 1.</param>
    public TSelf Uses(Resource resource, int units = 1)
    {
        ArgumentNullException.ThrowIfNull(resource);
        foreach (var use in State.Uses)
        {
            if (use.Resource == resource)
                return With(State with { Uses = State.Uses.Replace(use, use with { Units = use.Units + units }) });
        }

        return With(State with { Uses = State.Uses.Add(new ResourceUse(resource, units)) });
    }

    /// <summary>
    /// Says that the target changes the environment that <c>--env</c> names: on a protected environment it asks for a confirmation first.
    /// </summary>
    public TSelf ChangesEnvironment() => With(State with { ChangesEnvironment = true });

    /// <summary>Says that the target uses the CI system's own token: jobs that run it get this right, and <c>GITHUB_TOKEN</c> unless it is the identity that is asked for.</summary>
    /// <param name="scope">What for.</param>
    /// <param name="access">How far.</param>
    public TSelf UsesToken(TokenScope scope, TokenAccess access) => With(State with { Rights = State.Rights.Add(new TokenRight(scope, access)) });

    private protected abstract TSelf With(TargetDraftState state);

    private TSelf With(TargetCondition condition)
    {
        if (string.IsNullOrWhiteSpace(condition.Reason))
            throw new ArgumentException("A condition says in words when the target runs: it is shown when the target is left out.", nameof(condition));

        return With(State with { Conditions = State.Conditions.Add(condition) });
    }
}
