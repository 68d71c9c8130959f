namespace Pipeline.Sdk;

/// <summary>A workflow while it is being described. Every step returns a new draft.</summary>
public class WorkflowDraft
{
    internal WorkflowDraft(WorkflowDefinition workflow) => Workflow = workflow;

    internal WorkflowDefinition Workflow { get; }

    /// <summary>Runs on pushes to these branches.</summary>
    /// <param name="branches">Branch names or patterns: <c>main</c>, <c>release/*</c>.</param>
    public WorkflowDraft OnPush(params string[] branches) => new(Workflow with { PushBranches = [.. Workflow.PushBranches, .. branches] });

    /// <summary>Runs on pull requests. Jobs that deploy are left out there.</summary>
    public WorkflowDraft OnPullRequest() => new(Workflow with { OnPullRequest = true });

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

    /// <summary>Adds a job that deploys to an environment; more follow with <see cref="DeployDraft.Then"/>.</summary>
    /// <param name="target">The target that deploys.</param>
    /// <param name="to">The environment.</param>
    public DeployDraft Deploy(Target target, DeploymentEnvironment to)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(to);
        return new DeployDraft(WithJob(DeployJob(target, to, after: null)), target);
    }

    /// <summary>Names the CI systems to write the workflow for.</summary>
    /// <param name="dialects">For example <c>GitHubActions.Dialect</c>.</param>
    public WorkflowDraft Emit(params WorkflowDialect[] dialects) => new(Workflow with { Dialects = [.. Workflow.Dialects, .. dialects] });

    private protected WorkflowDefinition WithJob(JobDefinition job) => Workflow with { Jobs = Workflow.Jobs.Add(job) };

    private protected static JobDefinition DeployJob(Target target, DeploymentEnvironment environment, string? after) => new()
    {
        Name = "deploy_" + environment.Name.Replace('-', '_'),
        Targets = [target],
        Runners = [Runner.Ubuntu],
        Environment = environment,
        After = after,
    };
}
