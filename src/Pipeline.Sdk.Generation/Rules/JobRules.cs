using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Rules;

/// <summary>A job's limits, names, texts and condition.</summary>
internal static class JobRules
{
    private const string NameText = "letters, digits, '.', '_' and '-', beginning with a letter or digit";

    // What a hosted runner of GitHub grants; one of the team's own may go on for five days.
    private static readonly TimeSpan HostedLimit = TimeSpan.FromHours(6);
    private static readonly TimeSpan SelfHostedLimit = TimeSpan.FromDays(5);

    public static void Check(WorkflowPlan plan, JobPlan job, List<Diagnostic> diagnostics)
    {
        var (workflow, definition) = (plan.Definition, job.Definition);
        var limit = definition.Runners.All(runner => runner.IsSelfHosted) ? SelfHostedLimit : HostedLimit;
        if (job.Timeout <= TimeSpan.Zero || job.Timeout > limit)
            diagnostics.Add(GenerationDiagnostics.InvalidTimeout(workflow, job.Id, job.Timeout, $"that is more than zero and at most {limit.TotalHours:0} hours"));

        foreach (var group in new[] { definition.Concurrency?.Name, workflow.Concurrency?.Name }.OfType<string>().Where(group => !Patterns.IsName(group)))
            diagnostics.Add(GenerationDiagnostics.InvalidName(workflow, "Concurrency group", group, NameText));
        foreach (var store in definition.SecretStores.Where(store => !Patterns.IsPoolText(store)))
            diagnostics.Add(GenerationDiagnostics.InvalidName(workflow, "Secret store", store, NameText));
        foreach (var cache in definition.Caches)
            CheckCache(workflow, cache, diagnostics);
        CheckContainers(workflow, job, diagnostics);
        CheckTexts(workflow, job, diagnostics);
        CheckCondition(plan, job, diagnostics);
    }

    private static void CheckCache(WorkflowDefinition workflow, JobCache cache, List<Diagnostic> diagnostics)
    {
        if (!Patterns.IsName(cache.Name))
            diagnostics.Add(GenerationDiagnostics.InvalidName(workflow, "Cache", cache.Name, NameText));
        foreach (var path in cache.Paths.Where(path => !Patterns.IsPath(path) || path.Contains('*', StringComparison.Ordinal)).Concat(cache.KeyFiles.Where(path => !Patterns.IsPath(path))))
            diagnostics.Add(GenerationDiagnostics.InvalidPath(workflow, path));
        if (cache.Paths.IsEmpty || cache.KeyFiles.IsEmpty)
            diagnostics.Add(GenerationDiagnostics.InvalidName(workflow, "Cache", cache.Name, "at least one folder, and at least one file that decides whether it still fits"));
    }

    private static void CheckContainers(WorkflowDefinition workflow, JobPlan job, List<Diagnostic> diagnostics)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var container in job.Definition.Services.Prepend(job.Definition.Container).OfType<JobContainer>())
        {
            if (!Names.IsIdentifier(container.Name) || !names.Add(container.Name))
                diagnostics.Add(GenerationDiagnostics.InvalidName(workflow, "Service", container.Name, "letters, digits and '_', each name once in a job"));
            if (!Patterns.IsImage(container.Image))
                diagnostics.Add(GenerationDiagnostics.InvalidName(workflow, "Image", container.Image, "registry/name:tag@sha256:digest"));
            foreach (var port in container.Ports.Where(port => port is < 1 or > 65535))
                diagnostics.Add(GenerationDiagnostics.InvalidName(workflow, "Port", $"{port}", "1 to 65535"));
            foreach (var text in container.Variables.Values.Append(container.HealthCommand ?? "").Where(Patterns.HasExpression))
                diagnostics.Add(GenerationDiagnostics.ExpressionInValue(workflow, job.Id, $"A text of service '{container.Name}'", text));
            if (container.HealthCommand?.Contains('"', StringComparison.Ordinal) == true)
                diagnostics.Add(GenerationDiagnostics.ExpressionInValue(workflow, job.Id, $"The health command of service '{container.Name}'", container.HealthCommand));
        }
    }

    private static void CheckTexts(WorkflowDefinition workflow, JobPlan job, List<Diagnostic> diagnostics)
    {
        foreach (var variable in job.Definition.Variables)
        {
            if (!Names.IsIdentifier(variable.Name) || variable.Name.StartsWith("GITHUB_", StringComparison.OrdinalIgnoreCase))
                diagnostics.Add(GenerationDiagnostics.InvalidName(workflow, "Variable", variable.Name, "letters, digits and '_', not beginning with a digit or with GITHUB_"));
            if (variable.Text is { } text && Patterns.HasExpression(text))
                diagnostics.Add(GenerationDiagnostics.ExpressionInValue(workflow, job.Id, $"Variable '{variable.Name}'", text));
        }

        if (job.Definition.Url is { } url && (!Uri.TryCreate(url, UriKind.Absolute, out _) || Patterns.HasExpression(url)))
            diagnostics.Add(GenerationDiagnostics.ExpressionInValue(workflow, job.Id, "The address", url));
        foreach (var allowed in job.Definition.Overrides.Where(allowed => string.IsNullOrWhiteSpace(allowed.Reason)))
            diagnostics.Add(SafetyDiagnostics.OverrideWithoutReason(workflow, $"Job '{job.Id}'", allowed.Rule));
    }

    private static void CheckCondition(WorkflowPlan plan, JobPlan job, List<Diagnostic> diagnostics)
    {
        foreach (var leaf in job.Definition.Condition is { } condition ? RunConditionTree.Leaves(condition) : [])
        {
            switch (leaf)
            {
                case RefCondition found when !Patterns.IsBranch(found.Pattern) || found.Pattern.TrimEnd('*').Contains('*', StringComparison.Ordinal):
                    diagnostics.Add(GenerationDiagnostics.InvalidBranch(plan.Definition, found.Pattern));
                    break;
                case ParameterCondition tested when !plan.Inputs.Any(input => input.Handle == tested.Handle):
                    diagnostics.Add(GenerationDiagnostics.UnknownConditionInput(plan.Definition, job.Id, tested.Handle.Name));
                    break;
                case OutputCondition { Text: var text } when Patterns.HasExpression(text) || text.Any(char.IsControl):
                    diagnostics.Add(GenerationDiagnostics.ExpressionInValue(plan.Definition, job.Id, "A text of the condition", text));
                    break;
            }
        }
    }
}
