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

    /// <summary>
    /// Declares the files that the target reads. From then on it runs only when its result is not known: when an input, a value that it needs, a declared
    /// variable or tool, the build program or the result of a target that it rests on has changed. Everything that it reads must be declared: its programs
    /// see no other environment variables than the declared ones and a short list (docs/results.md).
    /// </summary>
    /// <param name="patterns">
    /// Paths relative to the root with <c>/</c>: <c>*</c> and <c>?</c> stand for characters within a name, <c>**</c> for any folders, a folder for all that is
    /// in it; <c>!pattern</c> takes files out again, whatever the order. <c>**</c> does not enter <c>.git</c>, <c>.pipeline</c>, <c>bin</c>, <c>obj</c> and
    /// <c>node_modules</c>.
    /// </param>
    public TSelf Inputs(params string[] patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        return With(Rule with { Inputs = Rule.Inputs.AddRange(patterns) });
    }

    /// <summary>Declares the files that the target reads by what knows them: <c>.Inputs(DotNetInputs.Of("src/Orders.Api"))</c>.</summary>
    /// <param name="source">Names the files when it is asked.</param>
    public TSelf Inputs(InputSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return With(Rule with { Sources = Rule.Sources.Add(source) });
    }

    /// <summary>
    /// Declares the files that the target leaves, in patterns like those of <c>Inputs</c>: they are stored with its result and put back instead of running
    /// it. No pattern at all says that it leaves none. Files that its output value names are always stored. A target with inputs that says nothing of its
    /// outputs is taken for done only while it was the last to run in this checkout.
    /// </summary>
    /// <param name="patterns">Paths relative to the root; a folder stands for all that is in it.</param>
    public TSelf Outputs(params string[] patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        return With(Rule with { Outputs = (Rule.Outputs ?? []).AddRange(patterns) });
    }

    /// <summary>Declares environment variables that the target or its programs read; their values become part of what its result rests on. Not for secrets.</summary>
    /// <param name="names">The names of the variables.</param>
    public TSelf ReadsVariables(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return With(Rule with { Variables = Rule.Variables.AddRange(names) });
    }

    /// <summary>Declares programs whose version the result rests on; each is asked by <c>--version</c> once for as long as its file stays the same.</summary>
    /// <param name="names">Names that are looked up in <c>PATH</c>, or paths.</param>
    public TSelf UsesTools(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return With(Rule with { Tools = Rule.Tools.AddRange(names) });
    }

    /// <summary>
    /// Lets a text stand for the build program in what the result rests on: without it a change anywhere in the program makes the target run again. Whoever
    /// changes what the target does changes the text; nobody else will notice.
    /// </summary>
    /// <param name="version">Any text: <c>2</c>.</param>
    public TSelf Version(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return With(Rule with { Version = version });
    }

    /// <summary>Says that the result is the same on every operating system and architecture, so that one made elsewhere is taken.</summary>
    public TSelf SameOnEveryPlatform() => With(Rule with { IsPortable = true });

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

    /// <summary>Says that no gate of the environment is asked before it.</summary>
    internal TSelf PassesGates() => With(State with { PassesGates = true });

    /// <summary>Says that it reads the variables of the selected environment.</summary>
    internal TSelf ReadsEnvironmentVariables() => With(State with { ReadsEnvironmentVariables = true });

    /// <summary>Says that the target uses the CI system's own token: jobs that run it get this right, and <c>GITHUB_TOKEN</c> unless it is the identity that is asked for.</summary>
    /// <param name="scope">What for.</param>
    /// <param name="access">How far.</param>
    public TSelf UsesToken(TokenScope scope, TokenAccess access) => With(State with { Rights = State.Rights.Add(new TokenRight(scope, access)) });

    private ResultRule Rule => State.Result ?? new ResultRule();

    private protected abstract TSelf With(TargetDraftState state);

    private TSelf With(ResultRule rule) => With(State with { Result = rule });

    private TSelf With(TargetCondition condition)
    {
        if (string.IsNullOrWhiteSpace(condition.Reason))
            throw new ArgumentException("A condition says in words when the target runs: it is shown when the target is left out.", nameof(condition));

        return With(State with { Conditions = State.Conditions.Add(condition) });
    }
}
