namespace Pipeline.Sdk;

/// <summary>A workflow while it is being described. Every step returns a new draft.</summary>
public class WorkflowDraft
{
    internal WorkflowDraft(WorkflowDefinition workflow) => Workflow = workflow;

    internal WorkflowDefinition Workflow { get; }

    /// <summary>Runs on pushes to these branches.</summary>
    /// <param name="branches">Branch names or patterns: <c>main</c>, <c>release/*</c>.</param>
    public WorkflowDraft OnPush(params string[] branches) => OnPush(push => push.Branches(branches));

    /// <summary>Runs on pushes.</summary>
    /// <param name="configure">Says which.</param>
    public WorkflowDraft OnPush(Func<EventDraft, EventDraft> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return new(Workflow with { Push = configure(new EventDraft(Workflow.Push ?? new EventFilter())).Filter });
    }

    /// <summary>Runs when one of these tags is pushed. Such a workflow is a release: what it packages is attested.</summary>
    /// <param name="patterns">Names or patterns: <c>v*</c>.</param>
    public WorkflowDraft OnTag(params string[] patterns) => new(Workflow with { Tags = [.. Workflow.Tags, .. patterns] });

    /// <summary>Runs on pull requests. Jobs that deploy are left out there.</summary>
    /// <param name="configure">Says on which; the default is all.</param>
    public WorkflowDraft OnPullRequest(Func<EventDraft, EventDraft>? configure = null)
    {
        var draft = new EventDraft(Workflow.PullRequest ?? new EventFilter());
        return new(Workflow with { PullRequest = (configure is null ? draft : configure(draft)).Filter });
    }

    /// <summary>Runs by the clock.</summary>
    /// <param name="cron">Five fields in UTC: <c>30 3 * * 1</c> is Monday, half past three.</param>
    /// <param name="branch">The repository's default branch.</param>
    /// <param name="onlyWhenChanged">Whether it is left out when nothing was pushed since the last time; GitHub cannot and runs all the same.</param>
    public WorkflowDraft OnSchedule(string cron, string branch = "main", bool onlyWhenChanged = false) =>
        new(Workflow with { Schedules = Workflow.Schedules.Add(new ScheduleTrigger(cron, branch, onlyWhenChanged)) });

    /// <summary>Asks a person who starts it for values of parameters.</summary>
    /// <param name="configure">Says which; at most 25.</param>
    public WorkflowDraft OnManual(Func<ManualDraft, ManualDraft> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return new(Workflow with { Manual = configure(new ManualDraft(Workflow.Manual ?? new ManualTrigger())).Trigger });
    }

    /// <summary>Lets other workflows call this one.</summary>
    /// <param name="configure">Says what they may give.</param>
    public WorkflowDraft OnCall(Func<ManualDraft, ManualDraft>? configure = null)
    {
        var draft = new ManualDraft(Workflow.Call ?? new ManualTrigger());
        return new(Workflow with { Call = (configure is null ? draft : configure(draft)).Trigger });
    }

    /// <summary>Lets only one run of a group go on at a time, whatever its branch.</summary>
    /// <param name="group">Letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
    /// <param name="cancelsRunning">Whether a newer run ends the one that goes on.</param>
    public WorkflowDraft Concurrency(string group, bool cancelsRunning = false) =>
        new(Workflow with { Concurrency = new ConcurrencyGroup(group, cancelsRunning) });

    /// <summary>Adds a job. Which jobs it waits for follows from the graph of the targets.</summary>
    /// <param name="name">Letters, digits and <c>_</c>; unique regardless of case.</param>
    /// <param name="targets">What it runs.</param>
    /// <param name="on">The runners; the default is Ubuntu.</param>
    /// <param name="timeout">How long it may take; the default is 30 minutes.</param>
    /// <param name="partition">Splits the work: every runner gets one leg per part. Results of a split job are not handed on, since no leg has them all.</param>
    public WorkflowDraft Job(
        string name,
        IReadOnlyList<Target> targets,
        IReadOnlyList<Runner>? on = null,
        TimeSpan? timeout = null,
        Partition? partition = null) =>
        new(WithJob(new JobDefinition
        {
            Name = name,
            Targets = [.. targets],
            Runners = on is { Count: > 0 } ? [.. on] : [Runner.Ubuntu],
            Timeout = timeout ?? TimeSpan.FromMinutes(30),
            Partition = partition,
        }));

    /// <summary>Adds a job and describes it further. Which jobs it waits for follows from the graph of the targets.</summary>
    /// <param name="name">Letters, digits and <c>_</c>; unique regardless of case.</param>
    /// <param name="targets">What it runs.</param>
    /// <param name="configure">Describes it: runners, condition, services, artifacts.</param>
    public WorkflowDraft Job(string name, IReadOnlyList<Target> targets, Func<JobDraft, JobDraft> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return new(WithJob(configure(new JobDraft(new JobDefinition { Name = name, Targets = [.. targets], Runners = [Runner.Ubuntu] })).Job));
    }

    /// <summary>Adds a job that deploys to an environment; more follow with <see cref="DeployDraft.Then"/>.</summary>
    /// <param name="target">The target that deploys.</param>
    /// <param name="to">The environment.</param>
    /// <param name="configure">Describes the job further: runner, address, login.</param>
    public DeployDraft Deploy(Target target, DeploymentEnvironment to, Func<JobDraft, JobDraft>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(to);
        return DeployDraft.Deployment(Workflow, target, to, after: null, rollback: null, configure);
    }

    /// <summary>
    /// Lets a person run a target on one environment that they choose: a rollback, a hotfix, a release that was made before. One job per environment, of
    /// which only the chosen one runs.
    /// </summary>
    /// <param name="target">The target.</param>
    /// <param name="environments">The environments to choose from.</param>
    /// <param name="release">The parameter that names the release, asked for too; or null.</param>
    /// <param name="configure">Describes the jobs further.</param>
    public WorkflowDraft OnDemand(Target target, IReadOnlyList<DeploymentEnvironment> environments, Parameter<string>? release = null, Func<JobDraft, JobDraft>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(environments);
        var manual = (Workflow.Manual ?? new ManualTrigger()) with { ChoosesEnvironment = true };
        if (release is not null)
            manual = manual with { Inputs = manual.Inputs.Add(release) };
        var jobs = environments.Select(environment =>
        {
            var job = new JobDefinition
            {
                Name = JobName(target.Name.ToLowerInvariant(), environment),
                Targets = [target],
                Runners = [Runner.Ubuntu],
                Environment = environment,
                Condition = RunCondition.Event(WorkflowEvent.Manual) & new EnvironmentCondition(environment.Name),
            };
            return configure is null ? job : configure(new JobDraft(job)).Job;
        });
        return new(Workflow with { Manual = manual, Jobs = [.. Workflow.Jobs, .. jobs] });
    }

    /// <summary>Calls another workflow, which says <c>OnCall</c>, as a job of this one.</summary>
    /// <param name="name">Letters, digits and <c>_</c>; unique regardless of case.</param>
    /// <param name="workflow">The workflow, declared before.</param>
    /// <param name="configure">Gives it values, and says what it waits for.</param>
    public WorkflowDraft Call(string name, WorkflowDefinition workflow, Func<CallDraft, CallDraft>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        var draft = new CallDraft(new JobDefinition { Name = name, Targets = [], Runners = [Runner.Ubuntu], Calls = workflow });
        return new(WithJob((configure is null ? draft : configure(draft)).Job));
    }

    /// <summary>Breaks a rule of safety on purpose, in all jobs.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="reason">Why; it lands in the generated file as a comment.</param>
    public WorkflowDraft Allow(WorkflowRule rule, string reason) => new(Workflow with { Overrides = Workflow.Overrides.Add(new RuleOverride(rule, reason)) });

    /// <summary>Names the CI systems to write the workflow for.</summary>
    /// <param name="dialects">For example <c>GitHubActions.Dialect</c>.</param>
    public WorkflowDraft Emit(params WorkflowDialect[] dialects) => new(Workflow with { Dialects = [.. Workflow.Dialects, .. dialects] });

    private protected WorkflowDefinition WithJob(JobDefinition job) => Workflow with { Jobs = Workflow.Jobs.Add(job) };

    private protected static string JobName(string what, DeploymentEnvironment environment) => what + "_" + environment.Name.Replace('-', '_');

    private protected static JobDefinition DeployJob(Target target, DeploymentEnvironment environment, string? after) => new()
    {
        Name = JobName("deploy", environment),
        Targets = [target],
        Runners = [Runner.Ubuntu],
        Environment = environment,
        After = after is null ? [] : [after],
    };
}
