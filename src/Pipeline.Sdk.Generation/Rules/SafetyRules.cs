using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Rules;

/// <summary>Rules of safety, which are broken only with a written reason.</summary>
internal static class SafetyRules
{
    public static void Check(WorkflowPlan plan, JobPlan job, List<Diagnostic> diagnostics)
    {
        var workflow = plan.Definition;
        if (RunsForPullRequests(plan, job))
        {
            if (!job.Secrets.IsEmpty)
                diagnostics.Add(SafetyDiagnostics.SecretOnPullRequest(workflow, job.Id, job.Secrets.Select(secret => secret.Name).Distinct(), Allowed(job, WorkflowRule.NoSecretsOnPullRequests)));
            foreach (var right in job.Rights.Where(right => right.Access == TokenAccess.Write))
                diagnostics.Add(SafetyDiagnostics.WriteTokenOnPullRequest(workflow, job.Id, $"{right.Scope} ({right.Reason})", Allowed(job, WorkflowRule.NoWriteTokenOnPullRequests)));
        }

        foreach (var image in job.Definition.Services.Prepend(job.Definition.Container).OfType<JobContainer>().Select(container => container.Image).Where(image => !Patterns.IsPinnedImage(image)))
            diagnostics.Add(SafetyDiagnostics.UnpinnedImage(workflow, job.Id, image, Allowed(job, WorkflowRule.PinnedImages)));
        if (job.Definition.CachesResults && (job.Environment is not null || !workflow.Tags.IsEmpty || job.Packages()))
            diagnostics.Add(SafetyDiagnostics.ResultCacheInRelease(workflow, job.Id, Allowed(job, WorkflowRule.NoResultCacheInReleases)));
        if (job.IsAttested && Allowed(job, WorkflowRule.AttestedPackages) is { } why)
            diagnostics.Add(SafetyDiagnostics.NotAttested(workflow, job.Id, why));
    }

    /// <summary>Whether a pull request can start the job, by this workflow or by one that calls it.</summary>
    public static bool RunsForPullRequests(WorkflowPlan plan, JobPlan job) =>
        (plan.OnPullRequest || plan.IsCalled) && RunConditionTree.CanHold(job.Condition, WorkflowEvent.PullRequest);

    public static RuleOverride? Allowed(JobPlan job, WorkflowRule rule) => job.Overrides.FirstOrDefault(allowed => allowed.Rule == rule);
}
