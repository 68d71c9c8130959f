using System.Globalization;

namespace Pipeline.Sdk.Delivery;

/// <summary>Writes the journal of one deployment: every step is on the disk before what it announces is done.</summary>
internal sealed class DeploymentSteps
{
    private readonly LocalEnvironment _local;
    private readonly JournalEntry _template;

    public DeploymentSteps(LocalEnvironment local, Service service, DeploymentKind kind, string version, string digest, string entryPoint, long? needsSchema, string? deployment = null)
    {
        _local = local;
        _template = new JournalEntry
        {
            At = default,
            Step = JournalStep.Begin,
            Deployment = deployment ?? Id(local, service, kind),
            Kind = kind,
            Service = service.Name,
            Version = version,
            Digest = digest,
            EntryPoint = entryPoint,
            NeedsSchema = needsSchema,
            Actor = local.Run.Run.Actor,
            Commit = local.Run.Run.Commit,
            RunId = local.Run.Run.Id,
        };
    }

    /// <summary>The deployment's id: the run's, and the service's name because a run may deploy several, and may roll back what it has deployed.</summary>
    public static string Id(LocalEnvironment local, Service service, DeploymentKind kind) =>
        $"{local.Run.Run.Id}-{service.Name}{(kind == DeploymentKind.Rollback ? "-rollback" : "")}";

    /// <summary>The deployment's id, which is also its slot's.</summary>
    public string Deployment => _template.Deployment;

    /// <summary>Begins a deployment by a strategy.</summary>
    public void Begin(IDeploymentStrategy strategy, IEnumerable<RolloutStep> plan) =>
        Write(_template with { Step = JournalStep.Begin, Strategy = strategy.Name, Plan = [.. plan.Select(step => step.Text)] });

    /// <summary>Announces a step of a strategy.</summary>
    public void Write(JournalStep step, int index, RolloutStep announced) => Write(_template with
    {
        Step = step,
        Index = index,
        Message = _local.Run.Mask(announced.Text),
        Percent = announced.Action == RolloutAction.Share ? announced.Traffic.Percent : null,
    });

    /// <summary>Writes what the judge of a step counts from, so that another engine can go on with it.</summary>
    public void Write(EvidenceStart evidence, int index, string message) => Write(_template with { Step = JournalStep.Evidence, Index = index, Evidence = evidence, Message = message });

    public void Write(JournalStep step, string? message = null) => Write(_template with { Step = step, Message = message is null ? null : _local.Run.Mask(message) });

    private void Write(JournalEntry entry)
    {
        _local.Journal.Append(entry with { At = _local.Run.Clock.GetUtcNow() });
        _local.Run.Checkpoint(entry.Step.ToString());
        if (entry.Index is { } index)
            _local.Run.Checkpoint(string.Create(CultureInfo.InvariantCulture, $"{index}"));
    }

    /// <summary>Writes the verdict on a deployment of an engine that did not live to write it.</summary>
    public static void WriteVerdict(LocalEnvironment local, JournalEntry open, JournalStep verdict, string message) =>
        local.Journal.Append(open with { At = local.Run.Clock.GetUtcNow(), Step = verdict, Message = message, RunId = local.Run.Run.Id });
}
