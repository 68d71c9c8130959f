using Pipeline.Sdk.Generation.Rules;
using Pipeline.Sdk.Generation.Setup;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.GitHub;

/// <summary>What becomes of a workflow's features on GitHub, and what is to be set up there.</summary>
internal static class GitHubSetup
{
    public static IEnumerable<Capability> Capabilities(WorkflowPlan plan)
    {
        var workflow = plan.Definition;
        foreach (var capability in Triggers(workflow))
            yield return capability;
        if (plan.IsCalled)
            yield return new("called by other workflows", CapabilityLevel.Exact, "workflow_call");
        foreach (var capability in plan.Jobs.SelectMany(Of))
            yield return capability;
    }

    public static IEnumerable<SetupItem> Items(WorkflowPlan plan)
    {
        foreach (var environment in plan.Jobs.Select(job => job.Environment).OfType<DeploymentEnvironment>().Distinct())
        {
            yield return environment.IsProtected
                ? new("reviewers", environment.Name, $"Settings → Environments → {environment.Name}: require reviewers, prevent self-review, and allow only protected branches. Until then every run deploys to it unasked.", IsUrgent: true)
                : new("environment", environment.Name, $"Settings → Environments: create '{environment.Name}' and say which branches may deploy to it.");
        }

        if (plan.Jobs.Any(job => job.Definition.CachesPackages || job.Definition.CachesResults) && plan.OnPullRequest)
            yield return new("branch policy", "pull requests", "Settings → Actions: require approval for workflows of first-time contributors.");
        foreach (var job in plan.Jobs.Where(job => job.Definition.Runners.Any(runner => runner.IsSelfHosted) && SafetyRules.RunsForPullRequests(plan, job)))
            yield return new("runner", job.Id, "A pull request runs code on a machine of yours: let forks be approved each time, or give the job hosted runners.", IsUrgent: true);
        foreach (var (secret, jobs) in Secrets(plan))
        {
            var environments = jobs.Select(job => job.Environment?.Name).OfType<string>().Distinct().ToList();
            yield return new("secret", secret, environments.Count == jobs.Count && environments.Count > 0
                ? $"Settings → Environments → {string.Join(", ", environments)}: add the secret {secret} there, not to the repository."
                : $"Settings → Secrets and variables → Actions: add the secret {secret}; jobs {string.Join(", ", jobs.Select(job => job.Id))} read it.");
        }

        foreach (var login in plan.Jobs.SelectMany(job => job.Definition.Logins).Distinct())
        {
            yield return login is AzureLogin
                ? new("variables", "AZURE_CLIENT_ID, AZURE_TENANT_ID, AZURE_SUBSCRIPTION_ID", "Settings → Secrets and variables → Actions → Variables; in Azure, add a federated credential for this repository and environment to the application.")
                : new("trusted publishing", ((NuGetLogin)login).User, $"nuget.org → Trusted Publishing: add a policy for this repository and {GitHubGenerator.PathOf(plan.Name)}.");
        }
    }

    /// <summary>The secrets that must be stored, with the jobs that read them.</summary>
    private static IEnumerable<(string Secret, List<JobPlan> Jobs)> Secrets(WorkflowPlan plan) =>
        from job in plan.Jobs
        from secret in job.Secrets
        where !job.Definition.Logins.OfType<NuGetLogin>().Any(login => login.Key == secret.Handle)
        group job by secret.Variable into readers
        select (readers.Key, readers.Distinct().ToList());

    private static IEnumerable<Capability> Triggers(WorkflowDefinition workflow)
    {
        if (workflow.Push is not null || !workflow.Tags.IsEmpty)
            yield return new("push", CapabilityLevel.Exact, "on.push");
        if (workflow.PullRequest is not null)
            yield return new("pull request", CapabilityLevel.Exact, "on.pull_request; a newer push ends the older run by a concurrency group");
        foreach (var schedule in workflow.Schedules)
        {
            yield return new($"schedule {schedule.Cron}", CapabilityLevel.Emulated, $"runs on the default branch, which must be {schedule.Branch}");
            if (schedule.OnlyWhenChanged)
                yield return new($"schedule {schedule.Cron}, only when changed", CapabilityLevel.Refused, "GitHub runs it all the same");
        }

        if (workflow.Manual is not null)
            yield return new("manual inputs", CapabilityLevel.Exact, "workflow_dispatch; without one the parameter's default holds");
    }

    private static IEnumerable<Capability> Of(JobPlan job)
    {
        if (job.HasLegs())
            yield return new($"legs of {job.Id}", CapabilityLevel.Exact, "matrix.include");
        if (job.Definition.FailsFast)
            yield return new($"fail fast of {job.Id}", CapabilityLevel.Exact, "strategy.fail-fast");
        if (job.Environment is { } environment)
        {
            yield return new($"environment of {job.Id}", CapabilityLevel.Manual, $"approvals of {environment.Name} are set up in the repository's settings");
            yield return new($"one deployment to {environment.Name} at a time", CapabilityLevel.Exact, "a concurrency group; of several that wait GitHub keeps the newest");
        }

        if (job.Definition.Concurrency is not null)
            yield return new($"concurrency of {job.Id}", CapabilityLevel.Exact, "a concurrency group; of several that wait GitHub keeps the newest");
        if (!job.Definition.Services.IsEmpty || job.Definition.Container is not null)
            yield return new($"containers of {job.Id}", CapabilityLevel.Exact, "container, services");
        if (!job.Definition.Outputs.IsEmpty)
            yield return new($"outputs of {job.Id}", CapabilityLevel.Exact, "GITHUB_OUTPUT");
        if (job.RunsTests())
            yield return new($"test results of {job.Id}", CapabilityLevel.Emulated, "GitHub has no page for tests: step summary, annotations, and the files with the run record");
        if (job.Definition.CachesResults)
            yield return new($"result cache of {job.Id}", CapabilityLevel.Exact, "actions/cache; pull requests only read");
        if (job.Attests())
            yield return new($"provenance of {job.Id}", CapabilityLevel.Exact, "an attestation of what is handed on, by a job of its own");
        foreach (var login in job.Definition.Logins)
            yield return new($"login of {job.Id}", CapabilityLevel.Manual, login is AzureLogin ? "OpenID Connect; variables and a federated credential are set up by hand" : "OpenID Connect; a policy on nuget.org is set up by hand");
        if (!job.Definition.SecretStores.IsEmpty)
            yield return new($"secret stores of {job.Id}", CapabilityLevel.Emulated, "GitHub has those of the repository and of the environment");
        if (job.Calls is { } called)
            yield return new($"call of {called.Name}", CapabilityLevel.Exact, "a reusable workflow");
    }
}
