using Pipeline.Sdk.Generation.Setup;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Azure;

/// <summary>What becomes of a workflow's features on Azure Pipelines, and what is to be set up there.</summary>
internal static class AzureSetup
{
    public static IEnumerable<Capability> Capabilities(WorkflowPlan plan)
    {
        var workflow = plan.Definition;
        if (workflow.Push is not null || !workflow.Tags.IsEmpty)
            yield return new("push", CapabilityLevel.Exact, "trigger");
        if (workflow.PullRequest is not null)
            yield return new("pull request", CapabilityLevel.Manual, "pr, for repositories on GitHub; in Azure Repos a branch policy starts the run");
        foreach (var schedule in workflow.Schedules)
            yield return new($"schedule {schedule.Cron}", CapabilityLevel.Exact, schedule.OnlyWhenChanged ? "schedules" : "schedules, with always: true");
        if (workflow.Manual is not null)
            yield return new("manual inputs", CapabilityLevel.Exact, "parameters, which are there on every start with their defaults");
        if (plan.IsCalled)
            yield return new("called by other workflows", CapabilityLevel.Exact, "a template of stages");
        if (workflow.Concurrency is not null)
            yield return new("concurrency", CapabilityLevel.Manual, "lockBehavior, which locks nothing without an exclusive lock");
        foreach (var capability in plan.Jobs.SelectMany(Of))
            yield return capability;
    }

    public static IEnumerable<SetupItem> Items(WorkflowPlan plan, string path)
    {
        if (!plan.IsCalled)
            yield return new("pipeline", plan.Name, $"Pipelines → New pipeline: create it from {path}, and turn off 'Make secrets available to builds of forks'.");
        foreach (var environment in plan.Jobs.Select(job => job.Environment).OfType<DeploymentEnvironment>().Distinct())
        {
            yield return environment.IsProtected
                ? new("reviewers", environment.Name, $"Pipelines → Environments → {environment.Name} → Approvals and checks: add Approvals, and Branch control. Until then every run deploys to it unasked.", IsUrgent: true)
                : new("environment", environment.Name, $"Pipelines → Environments: create '{environment.Name}', add Branch control, and permit this pipeline.");
            yield return new("exclusive lock", environment.Name, $"Pipelines → Environments → {environment.Name} → Approvals and checks: add an exclusive lock. YAML alone locks nothing.", IsUrgent: environment.IsProtected);
        }

        if (plan.OnPullRequest)
            yield return new("branch policy", "pull requests", "In Azure Repos: Branch policies → Build validation, with this pipeline. The file's 'pr' is for repositories on GitHub.");
        if (plan.Definition.Concurrency is { } own)
            yield return new("exclusive lock", own.Name, "Add an exclusive lock to a resource that the pipeline uses; YAML alone locks nothing.");
        foreach (var pool in plan.Jobs.SelectMany(job => job.Definition.Runners).Select(runner => runner.Pool).OfType<string>().Distinct())
            yield return new("agent pool", pool, "Project settings → Agent pools: permit this pipeline.");
        foreach (var store in plan.Jobs.SelectMany(job => job.Definition.SecretStores).Distinct())
            yield return new("variable group", store, "Pipelines → Library: create the group, or link it to a Key Vault, and permit this pipeline.");
        foreach (var secret in plan.Jobs.Where(job => job.Definition.SecretStores.IsEmpty).SelectMany(job => job.Secrets).Select(secret => secret.Variable).Distinct())
            yield return new("secret", secret, "Add a secret variable of this name to the pipeline, or to a variable group that the job names with .SecretsFrom(…).");
        foreach (var secret in plan.Jobs.Where(job => !job.Definition.SecretStores.IsEmpty).SelectMany(job => job.Secrets.Select(secret => (secret.Variable, Stores: string.Join(", ", job.Definition.SecretStores)))).Distinct())
            yield return new("secret", secret.Variable, $"Add a secret variable of this name to {secret.Stores}.");
        foreach (var login in plan.Jobs.SelectMany(job => job.Definition.Logins).OfType<AzureLogin>().Distinct())
            yield return new("service connection", login.ServiceConnection, "Project settings → Service connections: Azure Resource Manager with workload identity federation; permit this pipeline only.");
        if (plan.Jobs.Any(job => job.UsesToken || job.Rights.Length > 1))
            yield return new("token rights", plan.Name, "Azure has no key for the token's rights: Project settings → Settings → limit job authorization scope, and give the build service what the jobs need: " + string.Join(", ", plan.Jobs.SelectMany(job => job.Rights).Where(right => right.Scope != TokenScope.Contents).Select(right => $"{right.Scope} {right.Access}".ToLowerInvariant()).Distinct()) + ".");
    }

    private static IEnumerable<Capability> Of(JobPlan job)
    {
        if (job.HasLegs())
            yield return new($"legs of {job.Id}", CapabilityLevel.Exact, "strategy.matrix with named legs");
        if (job.Definition.FailsFast)
            yield return new($"fail fast of {job.Id}", CapabilityLevel.Refused, "the other legs run to their end");
        if (job.Environment is { } environment)
        {
            yield return new($"environment of {job.Id}", CapabilityLevel.Manual, $"a deployment job; approvals of {environment.Name} are checks of the environment");
            yield return new($"one deployment to {environment.Name} at a time", CapabilityLevel.Manual, "lockBehavior: sequential, which locks nothing without an exclusive lock");
        }

        if (job.Definition.Url is not null || job.Definition.UrlOutput is not null)
            yield return new($"address of {job.Id}", CapabilityLevel.Refused, "environments show none");
        if (job.Definition.Concurrency is not null)
            yield return new($"concurrency of {job.Id}", CapabilityLevel.Manual, "lockBehavior, which locks nothing without an exclusive lock");
        if (!job.Definition.Services.IsEmpty || job.Definition.Container is not null)
            yield return new($"containers of {job.Id}", CapabilityLevel.Exact, "resources.containers");
        if (!job.Definition.Outputs.IsEmpty)
            yield return new($"outputs of {job.Id}", CapabilityLevel.Exact, "task.setvariable with isOutput");
        if (job.RunsTests())
            yield return new($"test results of {job.Id}", CapabilityLevel.Exact, "PublishTestResults@2, PublishCodeCoverageResults@2");
        if (job.Definition.CachesResults)
            yield return new($"result cache of {job.Id}", CapabilityLevel.Exact, "Cache@2; what a pull request writes no branch reads");
        if (job.Attests())
            yield return new($"provenance of {job.Id}", CapabilityLevel.Refused, "Azure Pipelines signs no attestations; the run's record names commit and digest");
        foreach (var login in job.Definition.Logins)
        {
            yield return login is AzureLogin
                ? new($"login of {job.Id}", CapabilityLevel.Manual, "a service connection with workload identity")
                : new($"login of {job.Id}", CapabilityLevel.Emulated, "nuget.org trusts no Azure Pipelines: a stored secret is used");
        }

        if (!job.Definition.SecretStores.IsEmpty)
            yield return new($"secret stores of {job.Id}", CapabilityLevel.Manual, "variable groups");
        if (job.Rights.Length > 1)
            yield return new($"token rights of {job.Id}", CapabilityLevel.Manual, "no key in YAML: the build service's rights are set up by hand");
        if (job.Calls is { } called)
            yield return new($"call of {called.Name}", CapabilityLevel.Exact, "a template, whose stages become the caller's");
    }
}
