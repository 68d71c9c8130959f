namespace Pipeline.Sdk.Generation.Rules;

/// <summary>Rules of safety: errors, and warnings where somebody has written down why a rule is broken.</summary>
internal static class SafetyDiagnostics
{
    public static Diagnostic SecretOnPullRequest(WorkflowDefinition workflow, string job, IEnumerable<string> secrets, RuleOverride? allowed) =>
        Of("PIPE0333", workflow, WorkflowRule.NoSecretsOnPullRequests, allowed, $"Job '{job}' of workflow '{workflow.Name}' reads {string.Join(", ", secrets)} and runs for pull requests, whose authors decide what runs. Leave them out by .If(!RunCondition.Event(WorkflowEvent.PullRequest)), or move the target to another job");

    public static Diagnostic UnpinnedImage(WorkflowDefinition workflow, string job, string image, RuleOverride? allowed) =>
        Of("PIPE0334", workflow, WorkflowRule.PinnedImages, allowed, $"Job '{job}' of workflow '{workflow.Name}' uses the image '{image}', whose tag can be moved. Name it by its digest, name:tag@sha256:…");

    public static Diagnostic ResultCacheInRelease(WorkflowDefinition workflow, string job, RuleOverride? allowed) =>
        Of("PIPE0335", workflow, WorkflowRule.NoResultCacheInReleases, allowed, $"Job '{job}' of workflow '{workflow.Name}' packages, deploys or releases and takes results from a cache, which a pull request could have written. Leave .ResultCache() out");

    public static Diagnostic WriteTokenOnPullRequest(WorkflowDefinition workflow, string job, string right, RuleOverride? allowed) =>
        Of("PIPE0336", workflow, WorkflowRule.NoWriteTokenOnPullRequests, allowed, $"Job '{job}' of workflow '{workflow.Name}' has the right {right} and runs for pull requests, whose authors decide what runs. Leave them out by .If(!RunCondition.Event(WorkflowEvent.PullRequest)), or move the target to another job");

    public static Diagnostic NotAttested(WorkflowDefinition workflow, string job, RuleOverride allowed) =>
        Of("PIPE0337", workflow, WorkflowRule.AttestedPackages, allowed, $"Job '{job}' of workflow '{workflow.Name}' packages for a release, and what it makes is not attested");

    public static Diagnostic OverrideWithoutReason(WorkflowDefinition workflow, string place, WorkflowRule rule) =>
        new("PIPE0338", $"{place} of workflow '{workflow.Name}' allows a breach of {rule} and does not say why. Write the reason for those who read the generated file.", Source: workflow.Source);

    private static Diagnostic Of(string code, WorkflowDefinition workflow, WorkflowRule rule, RuleOverride? allowed, string text) =>
        allowed is null
            ? new(code, $"{text}; or write down why it is safe: .Allow(WorkflowRule.{rule}, reason).", Source: workflow.Source)
            : new(code, $"{text}. Allowed: {allowed.Reason}", DiagnosticSeverity.Warning, workflow.Source);
}
