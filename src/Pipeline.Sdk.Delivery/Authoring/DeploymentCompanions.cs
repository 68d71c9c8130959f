namespace Pipeline.Sdk.Delivery;

/// <summary>Handles on the targets that a deployment brings with it.</summary>
public static class DeploymentCompanions
{
    /// <summary>The target that takes a deployment back, for a workflow's <c>OnFailure</c> and <c>OnDemand</c>.</summary>
    /// <param name="build">The pipeline.</param>
    /// <param name="deploy">What <c>build.Deploy</c> returned.</param>
    /// <exception cref="ArgumentException">The target is no deployment of this pipeline.</exception>
    public static Target RollbackOf(this PipelineBuilder build, Target<Deployment> deploy)
    {
        ArgumentNullException.ThrowIfNull(build);
        ArgumentNullException.ThrowIfNull(deploy);
        var name = "Rollback" + DeliveryTargets.CompanionSuffix(deploy.Name);
        return build.ToDefinition().Targets.FirstOrDefault(target => target.Name == name)?.Handle
            ?? throw new ArgumentException($"'{deploy.Name}' is no deployment of this pipeline. Pass the handle that build.Deploy(…) returned.", nameof(deploy));
    }

    /// <summary>The parameter that names a release to deploy which is kept, for the form of a workflow's <c>OnDemand</c>.</summary>
    /// <param name="build">The pipeline.</param>
    /// <param name="deploy">What <c>build.Deploy</c> returned.</param>
    /// <exception cref="ArgumentException">The target is no deployment of this pipeline.</exception>
    public static Parameter<string> ReleaseOf(this PipelineBuilder build, Target<Deployment> deploy) => Option(build, deploy, DeliveryTargets.ReleaseOption);

    /// <summary>The parameter that tells a rollback which release to go back to, for the form of a workflow's <c>OnDemand</c>.</summary>
    /// <param name="build">The pipeline.</param>
    /// <param name="deploy">What <c>build.Deploy</c> returned.</param>
    /// <exception cref="ArgumentException">The target is no deployment of this pipeline.</exception>
    public static Parameter<string> RollbackReleaseOf(this PipelineBuilder build, Target<Deployment> deploy) => Option(build, deploy, DeliveryTargets.RollbackOption);

    private static Parameter<string> Option(PipelineBuilder build, Target<Deployment> deploy, Func<string, string> of)
    {
        ArgumentNullException.ThrowIfNull(build);
        ArgumentNullException.ThrowIfNull(deploy);
        var name = of(deploy.Name);
        return build.ToDefinition().Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Handle as Parameter<string>
            ?? throw new ArgumentException($"'{deploy.Name}' is no deployment of this pipeline. Pass the handle that build.Deploy(…) returned.", nameof(deploy));
    }
}
