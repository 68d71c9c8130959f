using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>Which targets run together on one runner, when, and with what around them.</summary>
public sealed record JobDefinition
{
    /// <summary>The job's id: letters, digits and <c>_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The targets it runs, by handle.</summary>
    public required ImmutableArray<Target> Targets { get; init; }

    /// <summary>The runners; more than one makes one leg each.</summary>
    public required ImmutableArray<Runner> Runners { get; init; }

    /// <summary>Legs described one by one, instead of by runners; empty for none.</summary>
    public ImmutableArray<MatrixLeg> Legs { get; init; } = [];

    /// <summary>What splits its work: one leg per part on every runner; or null.</summary>
    public Partition? Partition { get; init; }

    /// <summary>How many legs run at a time; null for as many as there are runners.</summary>
    public int? MaxParallel { get; init; }

    /// <summary>Whether a leg that fails ends the others.</summary>
    public bool FailsFast { get; init; }

    /// <summary>The environment it deploys to, or null.</summary>
    public DeploymentEnvironment? Environment { get; init; }

    /// <summary>The address that the CI system shows for the deployment, a text or an output of this job; or null.</summary>
    public string? Url { get; init; }

    /// <summary>An output of this job that is the address, or null.</summary>
    public JobOutput? UrlOutput { get; init; }

    /// <summary>Jobs that it waits for by the author's word (promotion, a report at the end).</summary>
    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>Whether it waits for all jobs before it.</summary>
    public bool AfterAll { get; init; }

    /// <summary>When it runs; null for when the jobs before succeeded.</summary>
    public RunCondition? Condition { get; init; }

    /// <summary>How long it may take; the default is 30 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Of what only one runs at a time, or null. A job that deploys has the group of its environment.</summary>
    public ConcurrencyGroup? Concurrency { get; init; }

    /// <summary>The container it runs in, or null for the runner itself.</summary>
    public JobContainer? Container { get; init; }

    /// <summary>Containers beside it.</summary>
    public ImmutableArray<JobContainer> Services { get; init; } = [];

    /// <summary>What it hands to later jobs as text.</summary>
    public ImmutableArray<JobOutput> Outputs { get; init; } = [];

    /// <summary>What it keeps.</summary>
    public ImmutableArray<JobArtifact> Artifacts { get; init; } = [];

    /// <summary>What it fetches from earlier jobs.</summary>
    public ImmutableArray<JobArtifact> Fetches { get; init; } = [];

    /// <summary>Its own caches, beside that of the packages.</summary>
    public ImmutableArray<JobCache> Caches { get; init; } = [];

    /// <summary>Whether NuGet's packages are cached. A job that deploys never has that.</summary>
    public bool CachesPackages { get; init; } = true;

    /// <summary>Whether results of earlier runs are taken from a cache.</summary>
    public bool CachesResults { get; init; }

    /// <summary>Logins without a stored secret.</summary>
    public ImmutableArray<OpenIdLogin> Logins { get; init; } = [];

    /// <summary>Rights of the token beyond those that its targets declare.</summary>
    public ImmutableArray<TokenRight> Rights { get; init; } = [];

    /// <summary>Named stores that its secrets come from: variable groups of Azure Pipelines. GitHub has those of the repository and the environment.</summary>
    public ImmutableArray<string> SecretStores { get; init; } = [];

    /// <summary>Rules it breaks on purpose.</summary>
    public ImmutableArray<RuleOverride> Overrides { get; init; } = [];

    /// <summary>How much history is checked out; 0, the default, is all of it, which a version that is counted from it needs.</summary>
    public int FetchDepth { get; init; }

    /// <summary>The workflow it calls instead of running targets, or null.</summary>
    public WorkflowDefinition? Calls { get; init; }

    internal ImmutableArray<JobVariable> Variables { get; init; } = [];

    internal ImmutableArray<MatrixValue> CallValues { get; init; } = [];
}
