namespace Pipeline.Sdk;

/// <summary>A job while it is being described. Every step returns a new draft.</summary>
public sealed class JobDraft
{
    internal JobDraft(JobDefinition job) => Job = job;

    internal JobDefinition Job { get; }

    /// <summary>Runs on these runners, one leg each. The default is Ubuntu.</summary>
    /// <param name="runners">The runners.</param>
    public JobDraft On(params Runner[] runners) => new(Job with { Runners = [.. runners] });

    /// <summary>Runs once per leg. Legs are made in C#: a query over the axes says which combinations there are.</summary>
    /// <param name="legs">The legs.</param>
    public JobDraft Legs(params IEnumerable<MatrixLeg> legs) => new(Job with { Legs = [.. Job.Legs, .. legs] });

    /// <summary>Runs at most so many legs at a time.</summary>
    /// <param name="legs">From 1.</param>
    public JobDraft MaxParallel(int legs) => new(Job with { MaxParallel = legs });

    /// <summary>Ends the other legs when one fails. Azure Pipelines cannot and lets them run.</summary>
    public JobDraft FailFast() => new(Job with { FailsFast = true });

    /// <summary>Splits the work: every runner gets one leg per part. Results of a split job are not handed on.</summary>
    /// <param name="partition">What splits it.</param>
    public JobDraft Partition(Partition partition) => new(Job with { Partition = partition });

    /// <summary>When it runs; the default is when the jobs before succeeded.</summary>
    /// <param name="condition">The condition.</param>
    public JobDraft If(RunCondition condition) => new(Job with { Condition = condition });

    /// <summary>How long it may take; the default is 30 minutes.</summary>
    /// <param name="limit">More than zero; CI systems count whole minutes.</param>
    public JobDraft Timeout(TimeSpan limit) => new(Job with { Timeout = limit });

    /// <summary>Waits for these jobs too. What the graph of the targets tells needs no word here.</summary>
    /// <param name="jobs">Names of jobs of this workflow.</param>
    public JobDraft After(params string[] jobs) => new(Job with { After = [.. Job.After, .. jobs] });

    /// <summary>Waits for all jobs that are declared before it.</summary>
    public JobDraft AfterAll() => new(Job with { AfterAll = true });

    /// <summary>Lets only one of a group run at a time.</summary>
    /// <param name="group">Letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
    /// <param name="cancelsRunning">Whether a newer one ends the one that runs.</param>
    public JobDraft Concurrency(string group, bool cancelsRunning = false) => new(Job with { Concurrency = new ConcurrencyGroup(group, cancelsRunning) });

    /// <summary>Works on an environment: its approvals, secrets and lock hold.</summary>
    /// <param name="environment">The environment.</param>
    public JobDraft Environment(DeploymentEnvironment environment) => new(Job with { Environment = environment });

    /// <summary>The address that the CI system shows for the deployment.</summary>
    /// <param name="url">An absolute address.</param>
    public JobDraft Url(string url) => new(Job with { Url = url });

    /// <summary>The address that the CI system shows for the deployment, made by the deployment itself.</summary>
    /// <param name="url">An output of this job; it is declared by this.</param>
    public JobDraft Url(JobOutput url) => new(Job with { UrlOutput = url, Outputs = Job.Outputs.Contains(url) ? Job.Outputs : Job.Outputs.Add(url) });

    /// <summary>Runs inside of a container, on a Linux runner.</summary>
    /// <param name="image">The image, by its digest: it holds bash, git and what the .NET SDK needs.</param>
    public JobDraft Container(string image) => new(Job with { Container = new JobContainer { Name = "job", Image = image } });

    /// <summary>Starts a container beside the job, on a Linux runner.</summary>
    /// <param name="service">The container.</param>
    public JobDraft Service(JobContainer service) => new(Job with { Services = Job.Services.Add(service) });

    /// <summary>Sets an environment variable for the job's steps.</summary>
    /// <param name="name">Letters, digits and <c>_</c>.</param>
    /// <param name="text">The text; no secret.</param>
    public JobDraft Variable(string name, string text) => new(Job with { Variables = Job.Variables.Add(new JobVariable(name, text, null)) });

    /// <summary>Sets an environment variable to an output of an earlier job, which is waited for.</summary>
    /// <param name="name">Letters, digits and <c>_</c>.</param>
    /// <param name="output">The output.</param>
    public JobDraft Variable(string name, JobOutput output) => new(Job with { Variables = Job.Variables.Add(new JobVariable(name, null, output)) });

    /// <summary>Takes the job's secrets from a store of this name: a variable group of Azure Pipelines.</summary>
    /// <param name="name">The store.</param>
    public JobDraft SecretsFrom(string name) => new(Job with { SecretStores = Job.SecretStores.Add(name) });

    /// <summary>Logs in before the targets run, without a stored secret.</summary>
    /// <param name="login">The login.</param>
    public JobDraft Login(OpenIdLogin login) => new(Job with { Logins = Job.Logins.Add(login) });

    /// <summary>Gives the CI system's token a right beyond those that the job's targets declare.</summary>
    /// <param name="scope">What for.</param>
    /// <param name="access">How far.</param>
    public JobDraft Token(TokenScope scope, TokenAccess access) => new(Job with { Rights = Job.Rights.Add(new TokenRight(scope, access)) });

    /// <summary>Hands a text to later jobs.</summary>
    /// <param name="output">The output. A job with several legs has none: the last leg would win.</param>
    public JobDraft Output(JobOutput output) => new(Job with { Outputs = Job.Outputs.Add(output) });

    /// <summary>Keeps files, also when the job fails.</summary>
    /// <param name="artifact">The files.</param>
    public JobDraft Publish(JobArtifact artifact) => new(Job with { Artifacts = Job.Artifacts.Add(artifact) });

    /// <summary>Fetches files that an earlier job kept, which is waited for.</summary>
    /// <param name="artifact">The files; they are put where they were.</param>
    public JobDraft Fetch(JobArtifact artifact) => new(Job with { Fetches = Job.Fetches.Add(artifact) });

    /// <summary>Keeps folders from run to run.</summary>
    /// <param name="cache">The folders.</param>
    public JobDraft Cache(JobCache cache) => new(Job with { Caches = Job.Caches.Add(cache) });

    /// <summary>Does not cache NuGet's packages.</summary>
    public JobDraft NoPackageCache() => new(Job with { CachesPackages = false });

    /// <summary>Takes results of targets from earlier runs. Not for jobs that package, deploy or release (PIPE0335).</summary>
    public JobDraft ResultCache() => new(Job with { CachesResults = true });

    /// <summary>Checks out only so many commits.</summary>
    /// <param name="commits">From 1; 0, the default, is all of the history.</param>
    public JobDraft FetchDepth(int commits) => new(Job with { FetchDepth = commits });

    /// <summary>Breaks a rule of safety on purpose.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="reason">Why; it lands in the generated file as a comment.</param>
    public JobDraft Allow(WorkflowRule rule, string reason) => new(Job with { Overrides = Job.Overrides.Add(new RuleOverride(rule, reason)) });
}
