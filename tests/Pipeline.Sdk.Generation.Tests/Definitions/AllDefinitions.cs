namespace Pipeline.Sdk.Generation.Definitions;

/// <summary>The definitions whose files are approved and validated, by name.</summary>
internal static class AllDefinitions
{
    public static IReadOnlyDictionary<string, Func<PipelineBuilder>> Pipelines { get; } = new SortedDictionary<string, Func<PipelineBuilder>>(StringComparer.Ordinal)
    {
        ["service"] = TestPipelines.Service, ["minimal"] = TestPipelines.Minimal, ["libraries"] = TestPipelines.Libraries, ["split"] = TestPipelines.Split,
        ["push"] = TriggerDefinitions.Push, ["push-all"] = TriggerDefinitions.PushAll, ["push-filters"] = TriggerDefinitions.PushFilters, ["push-ignored"] = TriggerDefinitions.PushIgnored,
        ["tags"] = TriggerDefinitions.Tags, ["tags-branches"] = TriggerDefinitions.TagsAndBranches, ["tags-all"] = TriggerDefinitions.TagsAndAllBranches,
        ["pull-request"] = TriggerDefinitions.PullRequest, ["pull-request-filters"] = TriggerDefinitions.PullRequestFilters, ["schedule"] = TriggerDefinitions.Schedule,
        ["manual-only"] = TriggerDefinitions.ManualOnly, ["manual-inputs"] = TriggerDefinitions.ManualInputs,
        ["runners"] = JobDefinitions.Runners, ["own-legs"] = JobDefinitions.OwnLegs, ["container"] = JobDefinitions.Container, ["services"] = JobDefinitions.Services,
        ["matrix"] = JobDefinitions.Matrix, ["partitioned"] = JobDefinitions.Partitioned, ["conditions"] = JobDefinitions.Conditions, ["chain"] = JobDefinitions.Chain,
        ["concurrency"] = JobDefinitions.Concurrency, ["variables"] = JobDefinitions.Variables, ["secrets"] = JobDefinitions.Secrets, ["outputs"] = JobDefinitions.Outputs,
        ["artifacts"] = JobDefinitions.Artifacts, ["leg-artifacts"] = JobDefinitions.LegArtifacts, ["caches"] = JobDefinitions.Caches, ["tests"] = JobDefinitions.Tests,
        ["token"] = JobDefinitions.Token, ["timeouts"] = JobDefinitions.Timeouts, ["descriptions"] = JobDefinitions.Descriptions,
        ["promotion"] = DeliveryDefinitions.Promotion, ["rolled-back"] = DeliveryDefinitions.RolledBack, ["addressed"] = DeliveryDefinitions.Addressed,
        ["release"] = DeliveryDefinitions.ReleaseTrain, ["not-attested"] = DeliveryDefinitions.NotAttested, ["on-demand"] = DeliveryDefinitions.OnDemand,
        ["called"] = DeliveryDefinitions.Called, ["azure-login"] = DeliveryDefinitions.AzureLogin, ["nuget-login"] = DeliveryDefinitions.NuGetLogin,
        ["allowed"] = DeliveryDefinitions.Allowed, ["release-cache"] = DeliveryDefinitions.ReleaseCache, ["everything"] = DeliveryDefinitions.Everything,
    };
}
