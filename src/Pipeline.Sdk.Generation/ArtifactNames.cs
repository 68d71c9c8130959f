using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation;

/// <summary>What an artifact is called in a run, and where it is put.</summary>
internal static class ArtifactNames
{
    /// <summary>One name per leg of the job that keeps it.</summary>
    public static IEnumerable<string> Of(WorkflowPlan plan, JobArtifact artifact) =>
        plan.Jobs.Where(job => job.Definition.Artifacts.Contains(artifact))
            .SelectMany(job => job.HasLegs() ? job.Legs.Select(leg => $"{artifact.Name}-{leg.Name}") : [artifact.Name]);

    /// <summary>The folder that its content is put into: what is kept of a file is the file without its folder.</summary>
    public static string Folder(JobArtifact artifact) =>
        artifact.IsFolder ? artifact.Path
        : artifact.Path.LastIndexOf('/') is var slash and > 0 ? artifact.Path[..slash]
        : ".";
}
