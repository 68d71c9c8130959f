namespace Pipeline.Sdk.Delivery;

/// <summary>Writes the journal of one deployment: every step is on the disk before what it announces is done.</summary>
internal sealed class DeploymentSteps
{
    private readonly LocalEnvironment _local;
    private readonly JournalEntry _template;

    public DeploymentSteps(LocalEnvironment local, Service service, DeploymentKind kind, string version, string digest, string entryPoint)
    {
        _local = local;
        _template = new JournalEntry
        {
            At = default,
            Step = JournalStep.Begin,
            Deployment = Id(local, service, kind),
            Kind = kind,
            Service = service.Name,
            Version = version,
            Digest = digest,
            EntryPoint = entryPoint,
            Actor = local.Run.Run.Actor,
            Commit = local.Run.Run.Commit,
            RunId = local.Run.Run.Id,
        };
    }

    /// <summary>The deployment's id: the run's, and the service's name because a run may deploy several, and may roll back what it has deployed.</summary>
    public static string Id(LocalEnvironment local, Service service, DeploymentKind kind) =>
        $"{local.Run.Run.Id}-{service.Name}{(kind == DeploymentKind.Rollback ? "-rollback" : "")}";

    public void Write(JournalStep step, string? message = null)
    {
        _local.Journal.Append(_template with { At = _local.Run.Clock.GetUtcNow(), Step = step, Message = message is null ? null : _local.Run.Mask(message) });
        _local.Run.Checkpoint(step.ToString());
    }

    /// <summary>Writes the verdict on a deployment of an engine that did not live to write it.</summary>
    public static void WriteVerdict(LocalEnvironment local, JournalEntry open, JournalStep verdict, string message) =>
        local.Journal.Append(open with { At = local.Run.Clock.GetUtcNow(), Step = verdict, Message = message, RunId = local.Run.Run.Id });
}
