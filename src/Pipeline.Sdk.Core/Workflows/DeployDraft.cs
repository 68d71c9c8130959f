namespace Pipeline.Sdk;

/// <summary>A workflow whose last job deploys: the same release can be promoted further.</summary>
public sealed class DeployDraft : WorkflowDraft
{
    private readonly Target _target;
    private readonly Target? _rollback;
    private readonly string _deployment;

    internal DeployDraft(WorkflowDefinition workflow, Target target, string deployment, Target? rollback)
        : base(workflow)
    {
        _target = target;
        _deployment = deployment;
        _rollback = rollback;
    }

    /// <summary>Promotes the same release to the next environment, after the one before has succeeded.</summary>
    /// <param name="to">The environment.</param>
    /// <param name="configure">Describes the job further: runner, address, login.</param>
    public DeployDraft Then(DeploymentEnvironment to, Func<JobDraft, JobDraft>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(to);
        return Deployment(Workflow, _target, to, _deployment, _rollback, configure);
    }

    /// <summary>
    /// Runs a target on the environment of every deployment that fails, here and further down the chain: a job of its own, that starts also when the
    /// runner of the deployment was lost.
    /// </summary>
    /// <param name="rollback">The target that takes the deployment back.</param>
    public DeployDraft OnFailure(Target rollback)
    {
        ArgumentNullException.ThrowIfNull(rollback);
        var deployment = Workflow.Jobs.First(job => job.Name == _deployment);
        var draft = _rollback is null ? WithJob(RollbackJob(rollback, deployment)) : Workflow;
        return new DeployDraft(draft, _target, _deployment, rollback);
    }

    internal static DeployDraft Deployment(WorkflowDefinition workflow, Target target, DeploymentEnvironment to, string? after, Target? rollback, Func<JobDraft, JobDraft>? configure)
    {
        var job = DeployJob(target, to, after);
        job = configure is null ? job : configure(new JobDraft(job)).Job;
        var jobs = workflow.Jobs.Add(job);
        if (rollback is not null)
            jobs = jobs.Add(RollbackJob(rollback, job));
        return new DeployDraft(workflow with { Jobs = jobs }, target, job.Name, rollback);
    }

    private static JobDefinition RollbackJob(Target rollback, JobDefinition deployment) => new()
    {
        Name = JobName("rollback", deployment.Environment ?? throw new InvalidOperationException("A deployment has an environment.")),
        Targets = [rollback],
        Runners = deployment.Runners,
        Environment = deployment.Environment,
        After = [deployment.Name],
        Condition = RunCondition.OnFailure & RunCondition.Job(deployment.Name, JobOutcome.Failed) & !RunCondition.Event(WorkflowEvent.PullRequest),
        Logins = deployment.Logins,
        SecretStores = deployment.SecretStores,
    };
}
