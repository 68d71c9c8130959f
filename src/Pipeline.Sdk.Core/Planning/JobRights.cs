using System.Collections.Immutable;

namespace Pipeline.Sdk.Planning;

/// <summary>The least set of rights that a job's steps need, each with the reason for it.</summary>
internal static class JobRights
{
    public static ImmutableArray<JobRight> Of(JobDefinition job, IReadOnlyCollection<PlanStep> running, WorkflowPlan? called)
    {
        var rights = new SortedDictionary<TokenScope, JobRight>();
        if (called is null)
            Add(rights, new JobRight(TokenScope.Contents, TokenAccess.Read, "check out"));
        foreach (var step in running)
        {
            foreach (var right in step.Target.Definition.Draft.Rights)
                Add(rights, new JobRight(right.Scope, right.Access, step.Name));
        }

        foreach (var login in job.Logins)
            Add(rights, new JobRight(TokenScope.IdToken, TokenAccess.Write, login is AzureLogin ? "log in to Azure" : "log in to nuget.org"));
        foreach (var right in job.Rights)
            Add(rights, new JobRight(right.Scope, right.Access, "asked for by the job"));
        foreach (var inner in called?.Jobs ?? [])
        {
            foreach (var right in inner.Rights)
                Add(rights, right with { Reason = $"{called?.Name}: {inner.Id}" });
        }

        return [.. rights.Values];
    }

    // The wider of two accesses holds, and each reason is told once.
    private static void Add(SortedDictionary<TokenScope, JobRight> rights, JobRight right)
    {
        if (!rights.TryGetValue(right.Scope, out var known))
        {
            rights.Add(right.Scope, right);
            return;
        }

        var reasons = known.Reason.Split("; ").Append(right.Reason).Distinct(StringComparer.Ordinal);
        rights[right.Scope] = known with { Access = known.Access > right.Access ? known.Access : right.Access, Reason = string.Join("; ", reasons) };
    }
}
