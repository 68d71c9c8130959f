using System.Runtime.CompilerServices;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Delivery;

/// <summary>Services and deployments as parts of a pipeline.</summary>
public static class DeliveryTargets
{
    /// <summary>Describes a service.</summary>
    /// <param name="build">The pipeline.</param>
    /// <param name="name">The name: letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <param name="configure">Describes it: <c>s => s.From(package).HealthCheck("/healthz")</c>.</param>
    public static Service Service(this PipelineBuilder build, string name, Func<ServiceDraft, ServiceDraft> configure)
    {
        ArgumentNullException.ThrowIfNull(build);
        if (!Names.IsFileName(name))
            throw new ArgumentException($"Service name '{name}' cannot be used in paths. Use letters, digits, '-' and '_', beginning with a letter.", nameof(name));
        ArgumentNullException.ThrowIfNull(configure);
        return configure(new ServiceDraft(name)).Service
            ?? throw new InvalidOperationException($"Service '{name}' has no release: add From(package), naming the target that makes it.");
    }

    /// <summary>
    /// Declares the target that deploys a service, and beside it the targets <c>Rollback</c>, <c>Status</c> and <c>Stop</c>. A deployment target
    /// that is not called <c>Deploy</c> gives its companions the rest of its name: <c>DeployOrders</c> brings <c>RollbackOrders</c>. Deployments, rollbacks and
    /// stops of one run wait for each other; those of another run are refused while one is under way.
    /// </summary>
    /// <param name="build">The pipeline.</param>
    /// <param name="name">The target's name.</param>
    /// <param name="service">The service.</param>
    /// <param name="after">The target that must have succeeded before, usually the migration.</param>
    /// <param name="strategy">How it takes the traffic; the default is blue-green. See <see cref="Strategy"/>.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    public static Target<Deployment> Deploy(
        this PipelineBuilder build,
        string name,
        Service service,
        Target? after = null,
        IDeploymentStrategy? strategy = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(build);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(service);
        if (service.Schema is not null)
            SchemaTargets.Record(build, service);
        ReleaseProvenance.Record(build, service);

        var wanted = build.Parameter(ReleaseOption(name), $"The release that {name} deploys, by version or digest, of those that this machine keeps; a new one when it is empty", "", file: file, line: line);
        KeptReleases.Record(build, service, wanted);

        // Made when it is used: a start that deploys nothing knows no strategy.
        var making = build.Target(name, file, line)
            .Describe($"Makes a release of {service.Name} the live one in an environment ({strategy?.Name ?? "blue-green"}), and reads back that it is")
            .DependsOn(after is null ? [] : [after])
            .ChangesEnvironment()
            .ReadsEnvironmentVariables()
            .Uses(build.WorkOnEnvironment)
            .Needs(service.Package)
            .Needs(build.SelectedEnvironment)
            .Needs(wanted);
        // What knows of schemas is loaded for services that have one.
        var deploy = service.Schema is null
            ? making.Run((run, release, environment, _) => new LocalDeployer(LocalEnvironment.Of(run, environment), service, strategy ?? Strategy.BlueGreen()).DeployAsync(release))
            : SchemaTargets.Deploy(making, service, strategy);

        var rest = CompanionSuffix(name);
        var to = build.Parameter(RollbackOption(name), $"The release that Rollback{rest} goes back to, by version or digest; the one before when it is empty", "", file: file, line: line);
        var back = build.Target("Rollback" + rest, file, line)
            .Describe($"Switches {service.Name} of an environment back to the release before, or to the one that --{RollbackOption(name)} names")
            .ChangesEnvironment()
            .PassesGates()
            .ReadsEnvironmentVariables()
            .Uses(build.WorkOnEnvironment)
            .Needs(build.SelectedEnvironment)
            .Needs(to);
        _ = service.Schema is null
            ? back.Run((run, environment, release) => new LocalRollback(LocalEnvironment.Of(run, environment), service) { To = release }.RollbackAsync())
            : SchemaTargets.Rollback(back, service);
        build.Target("Status" + rest, file, line)
            .Describe($"Shows what is live of {service.Name} in an environment, as its host says, and where that differs from what is declared")
            .Needs(build.SelectedEnvironment)
            .Run((run, environment) => new LocalStatus(LocalEnvironment.Of(run, environment), service).ShowAsync());
        build.Target("Stop" + rest, file, line)
            .Describe("Stops everything that an environment runs on this machine; data and releases stay")
            .ChangesEnvironment()
            .PassesGates()
            .Uses(build.WorkOnEnvironment)
            .Needs(build.SelectedEnvironment)
            .Run((run, environment) => new LocalStop(LocalEnvironment.Of(run, environment), service).StopAsync());
        return deploy;
    }

    /// <summary>The option that names the release to deploy: <c>release</c>, <c>release-orders</c>.</summary>
    internal static string ReleaseOption(string deploy) => Names.Option("Release" + CompanionSuffix(deploy));

    /// <summary>The option by which a rollback is told where to: <c>rollback-to</c>, <c>rollback-orders-to</c>.</summary>
    internal static string RollbackOption(string deploy) => Names.Option("Rollback" + CompanionSuffix(deploy)) + "-to";

    /// <summary>What a deployment's companions are called after their first word.</summary>
    internal static string CompanionSuffix(string deploy) => deploy.StartsWith("Deploy", StringComparison.Ordinal) ? deploy["Deploy".Length..] : deploy;
}
