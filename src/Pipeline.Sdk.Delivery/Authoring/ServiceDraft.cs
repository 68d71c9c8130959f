using Pipeline.Sdk.Migrations;

namespace Pipeline.Sdk.Delivery;

/// <summary>A service while it is being described. Every step returns a new draft.</summary>
public sealed class ServiceDraft
{
    private readonly string _name;

    internal ServiceDraft(string name) => _name = name;

    private ServiceDraft(Service service)
        : this(service.Name) => Service = service;

    internal Service? Service { get; }

    /// <summary>Says which target makes the release. This comes first.</summary>
    /// <param name="package">The target.</param>
    public ServiceDraft From(Target<Release> package)
    {
        ArgumentNullException.ThrowIfNull(package);
        return new ServiceDraft(Service is { } service ? service with { Package = package } : new Service { Name = _name, Package = package });
    }

    /// <summary>Says which path answers 2xx when an instance can serve; the default is <c>/healthz</c>.</summary>
    /// <param name="path">The path, beginning with <c>/</c>.</param>
    /// <param name="within">How long instances may take to become ready; the default is 30 s.</param>
    public ServiceDraft HealthCheck(string path, TimeSpan? within = null) =>
        With(service => service with { HealthPath = path, ReadyWithin = within ?? service.ReadyWithin });

    /// <summary>Says which path answers with JSON holding <c>version</c> and <c>digest</c>: what is live is then read back from the service itself.</summary>
    /// <param name="path">The path, beginning with <c>/</c>.</param>
    public ServiceDraft VersionCheck(string path) => With(service => service with { VersionPath = path });

    /// <summary>Says how many instances run; the default is 1.</summary>
    /// <param name="count">From 1.</param>
    public ServiceDraft Replicas(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return With(service => service with { Replicas = count });
    }

    /// <summary>Says how long in-flight requests may take to end; the default is 30 s.</summary>
    /// <param name="within">The time.</param>
    public ServiceDraft Drain(TimeSpan within) => With(service => service with { DrainWithin = within });

    /// <summary>Asks a new release a question before it has traffic, on its preview: the answer must be 2xx.</summary>
    /// <param name="path">The path, beginning with <c>/</c>.</param>
    /// <param name="contains">What the answer's text must hold; the default is anything.</param>
    public ServiceDraft SmokeTest(string path, string? contains = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.StartsWith('/')
            ? With(service => service with { SmokeTests = service.SmokeTests.Add(new SmokeTest(path, contains)) })
            : throw new ArgumentException($"The path '{path}' of a smoke test of '{_name}' must begin with '/'.", nameof(path));
    }

    /// <summary>Lets the router write every request to <c>access-NAME.log</c> in the environment's folder; the default is that it does not.</summary>
    public ServiceDraft AccessLog() => With(service => service with { AccessLog = true });

    /// <summary>
    /// Says that instances speak HTTP/2 only, without TLS, as gRPC services do; the default is HTTP/1.1. Clients that speak HTTP/2 need <see cref="Tls"/>; to the others the router
    /// translates.
    /// </summary>
    public ServiceDraft Http2() => With(service => service with { Http2 = true });

    /// <summary>Lets clients connect by TLS, and by HTTP/2 when they ask for it. A renewed file is read within 10 s.</summary>
    /// <param name="certificatePath">A PEM file of the certificate and its chain, absolute; null for a development certificate for <c>localhost</c>.</param>
    /// <param name="keyPath">A PEM file of the private key, absolute; given with the certificate, and only then.</param>
    public ServiceDraft Tls(string? certificatePath = null, string? keyPath = null)
    {
        if (certificatePath is null != keyPath is null || (certificatePath is not null && !(Path.IsPathFullyQualified(certificatePath) && Path.IsPathFullyQualified(keyPath ?? ""))))
            throw new ArgumentException($"Service '{_name}' needs absolute paths of both certificate and key, or none for a development certificate.", nameof(certificatePath));

        return With(service => service with { Tls = new LocalHost.TlsSpec { CertificatePath = certificatePath, KeyPath = keyPath } });
    }

    /// <summary>Says what an instance may use at most, where the system's control groups allow it; where they do not, <c>Status</c> says so.</summary>
    /// <param name="memoryMegabytes">Memory in MB of 1,048,576 bytes, from 1; null for no limit.</param>
    /// <param name="processors">Processors, such as 0.5, from 0.01; null for no limit.</param>
    public ServiceDraft Limits(int? memoryMegabytes = null, double? processors = null)
    {
        if (memoryMegabytes is < 1 || processors is not (null or >= 0.01))
            throw new ArgumentException($"Service '{_name}' cannot be limited to {memoryMegabytes} MB and {processors} processors: give at least 1 and 0.01.", nameof(memoryMegabytes));

        return With(service => service with { Limits = new LocalHost.ResourceLimits { MemoryBytes = memoryMegabytes * 1024L * 1024L, Processors = processors } });
    }

    /// <summary>Says how many stored releases are kept beside those that run, so that one can go back to them; the default is 5.</summary>
    /// <param name="count">From 1.</param>
    public ServiceDraft KeepReleases(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return With(service => service with { KeptReleases = count });
    }

    /// <summary>
    /// Says which schema its releases rest on. A rollback to a release that the schema does not support is refused before any traffic moves, unless the way back was rehearsed; contract steps
    /// run after a deployment, once no release needs the old shape that one can still go back to.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="folder">The folder of the scripts, as the migration has it.</param>
    /// <param name="options">How it is migrated, as the migration has it; with <see cref="ContractSteps.Wait"/> contract steps are left for after the deployment.</param>
    public ServiceDraft Schema(Database database, string folder, MigrateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(folder);
        return With(service => service with { Schema = new ServiceSchema(database, folder, options ?? new MigrateOptions()) });
    }

    /// <summary>Gives the instances an environment variable.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="value">Makes the value for one environment.</param>
    public ServiceDraft Variable(string name, Func<ServiceContext, string> value) =>
        With(service => service with { Variables = service.Variables.Add(new ServiceVariable(name, value)) });

    /// <summary>
    /// Says that this service is Pipeline.Sdk's dashboard: deployments and runs are reported to it. It gets <c>DASHBOARD_REPORT_TOKEN</c>.
    /// </summary>
    public ServiceDraft IsDashboard() =>
        With(service => service with { IsDashboard = true }).Variable("DASHBOARD_REPORT_TOKEN", context => context.Token(DashboardReporter.TokenName));

    private ServiceDraft With(Func<Service, Service> change) =>
        new(change(Service ?? throw new InvalidOperationException($"Service '{_name}' begins with From(package): say first which target makes its release.")));
}
