using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Rules;

/// <summary>What jobs keep and fetch.</summary>
internal static class ArtifactRules
{
    public static void Check(WorkflowPlan plan, JobPlan job, List<Diagnostic> diagnostics)
    {
        foreach (var artifact in job.Definition.Artifacts)
        {
            var reason = !Patterns.IsName(artifact.Name) ? "use letters, digits, '.', '_' and '-' in its name"
                : artifact.Name.StartsWith("results-", StringComparison.OrdinalIgnoreCase) || artifact.Name.StartsWith("run-", StringComparison.OrdinalIgnoreCase) ? "names that begin with 'results-' and 'run-' are the SDK's own"
                : !Patterns.IsPath(artifact.Path) || artifact.Path.Contains('*', StringComparison.Ordinal) || artifact.Path is "." ? $"'{artifact.Path}' is no folder or file inside of the repository; patterns mean different things in different systems"
                : artifact.Days is < 1 or > 90 ? $"it is to be kept for {artifact.Days} days; give 1 to 90"
                : plan.Jobs.TakeWhile(other => other != job).Any(other => other.Definition.Artifacts.Any(known => known.Name.Equals(artifact.Name, StringComparison.OrdinalIgnoreCase))) ? "two jobs keep one of that name, and a name is used up by a run"
                : null;
            if (reason is not null)
                diagnostics.Add(GenerationDiagnostics.InvalidArtifact(plan.Definition, job.Id, artifact.Name, reason));
        }

        foreach (var artifact in job.Definition.Fetches.Where(artifact => !plan.Jobs.Any(other => other != job && other.Definition.Artifacts.Contains(artifact))))
            diagnostics.Add(GenerationDiagnostics.ArtifactNotPublished(plan.Definition, job.Id, artifact.Name));
    }
}
