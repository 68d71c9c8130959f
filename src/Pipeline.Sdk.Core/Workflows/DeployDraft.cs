namespace Pipeline.Sdk;

/// <summary>A workflow whose last job deploys: the same release can be promoted further.</summary>
public sealed class DeployDraft : WorkflowDraft
{
    private readonly Target _target;

    internal DeployDraft(WorkflowDefinition workflow, Target target)
        : base(workflow) => _target = target;

    /// <summary>Promotes the same release to the next environment, after the one before has succeeded.</summary>
    /// <param name="to">The environment.</param>
    public DeployDraft Then(DeploymentEnvironment to)
    {
        ArgumentNullException.ThrowIfNull(to);
        return new DeployDraft(WithJob(DeployJob(_target, to, Workflow.Jobs[^1].Name)), _target);
    }
}
