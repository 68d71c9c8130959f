namespace Pipeline.Sdk;

/// <summary>An environment while it is being described. Every step returns a new draft.</summary>
public sealed class EnvironmentDraft
{
    internal EnvironmentDraft(DeploymentEnvironment environment) => Environment = environment;

    internal DeploymentEnvironment Environment { get; }

    /// <summary>Runs releases as processes on this machine.</summary>
    /// <param name="port">The router's port on 127.0.0.1; 0, the default, asks the system for a free one and keeps it.</param>
    /// <param name="endsWithCiJob">True lets a CI runner's clean-up end the environment with the job; the default is false.</param>
    public EnvironmentDraft OnThisMachine(int port = 0, bool endsWithCiJob = false) =>
        new(Environment with { Runtime = new ThisMachine(port, endsWithCiJob) });

    /// <summary>Asks for a confirmation before the environment is changed.</summary>
    public EnvironmentDraft Protected() => new(Environment with { IsProtected = true });

    /// <summary>Asks for no confirmation, even when the name is <c>production</c>.</summary>
    public EnvironmentDraft Unprotected() => new(Environment with { IsProtected = false });

    /// <summary>Takes only releases that have succeeded, with the same digest, in an environment that was declared before.</summary>
    /// <param name="from">That environment.</param>
    /// <param name="soak">How long a release must have been live there; the default is no time.</param>
    public EnvironmentDraft PromotedFrom(DeploymentEnvironment from, TimeSpan soak = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(soak, TimeSpan.Zero);
        return Gate(new PromotionGate(from, soak));
    }

    /// <summary>Lets the environment be changed in certain hours only; of several windows one must be open. Rollbacks do not wait for one.</summary>
    /// <param name="from">When it opens.</param>
    /// <param name="to">When it closes; at or before <paramref name="from"/> it closes on the next day.</param>
    /// <param name="timeZone">An IANA name, such as <c>Europe/Berlin</c>.</param>
    /// <param name="days">The days on which it opens; none for every day.</param>
    public EnvironmentDraft Window(TimeOnly from, TimeOnly to, string timeZone, params DayOfWeek[] days)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(timeZone);
        ArgumentNullException.ThrowIfNull(days);
        var window = new DeploymentWindow(from, to, timeZone, [.. days]);
        return Environment.Gates.OfType<WindowGate>().FirstOrDefault() is { } known
            ? new(Environment with { Gates = Environment.Gates.Replace(known, new WindowGate(known.Windows.Add(window))) })
            : Gate(new WindowGate([window]));
    }

    /// <summary>Keeps the environment as it is for a while. Rollbacks go on.</summary>
    /// <param name="from">When it begins.</param>
    /// <param name="to">When it ends.</param>
    /// <param name="reason">Why; it is shown to whoever is refused.</param>
    /// <exception cref="ArgumentException">It ends before it begins, or has no reason.</exception>
    public EnvironmentDraft Freeze(DateTimeOffset from, DateTimeOffset to, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return to > from ? Gate(new FreezeGate(from, to, reason)) : throw new ArgumentException($"The freeze of '{Environment.Name}' ends at {to:u}, before it begins at {from:u}.", nameof(to));
    }

    /// <summary>Lets a while pass after the start of a run before it changes the environment.</summary>
    /// <param name="time">How long.</param>
    public EnvironmentDraft WaitTimer(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        return Gate(new WaitTimerGate(time));
    }

    /// <summary>Takes releases of these branches only, beside those of <see cref="Tags"/>; never of a pull request.</summary>
    /// <param name="patterns">Names; <c>*</c> stands for any characters.</param>
    public EnvironmentDraft Branches(params string[] patterns) => References(gate => new RefGate(gate.Branches.AddRange(patterns), gate.Tags));

    /// <summary>Takes releases of these tags only, beside those of <see cref="Branches"/>. A run knows its tag from the CI system.</summary>
    /// <param name="patterns">Names; <c>*</c> stands for any characters.</param>
    public EnvironmentDraft Tags(params string[] patterns) => References(gate => new RefGate(gate.Branches, gate.Tags.AddRange(patterns)));

    /// <summary>Adds a gate of one's own.</summary>
    /// <param name="gate">The gate.</param>
    public EnvironmentDraft Gate(IGate gate)
    {
        ArgumentNullException.ThrowIfNull(gate);
        return new(Environment with { Gates = Environment.Gates.Add(gate) });
    }

    /// <summary>Gives the instances of every service a variable, in this environment alone.</summary>
    /// <param name="name">The variable: letters, digits and <c>_</c>.</param>
    /// <param name="value">Its value.</param>
    public EnvironmentDraft Variable(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        return new(Environment with { Variables = Environment.Variables.Add(new EnvironmentVariable(name, value, null)) });
    }

    /// <summary>The same, with the value of a parameter. A deployment here does not begin without one; a deployment elsewhere does not read it.</summary>
    /// <param name="name">The variable: letters, digits and <c>_</c>.</param>
    /// <param name="value">The parameter; its value may come from the environment's own file of parameters.</param>
    public EnvironmentDraft Variable(string name, Parameter<string> value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        return new(Environment with { Variables = Environment.Variables.Add(new EnvironmentVariable(name, null, value)) });
    }

    /// <summary>The same, with a secret: it is masked in everything that is written.</summary>
    /// <param name="name">The variable: letters, digits and <c>_</c>.</param>
    /// <param name="secret">The secret.</param>
    public EnvironmentDraft Secret(string name, Secret secret)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(secret);
        return new(Environment with { Variables = Environment.Variables.Add(new EnvironmentVariable(name, null, secret)) });
    }

    private EnvironmentDraft References(Func<RefGate, RefGate> change)
    {
        var known = Environment.Gates.OfType<RefGate>().FirstOrDefault();
        var gate = change(known ?? new RefGate([], []));
        return known is null ? Gate(gate) : new(Environment with { Gates = Environment.Gates.Replace(known, gate) });
    }
}
