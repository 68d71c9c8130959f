namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>Says whether a slot is ready, from what is known at this moment.</summary>
internal static class ReadinessJudge
{
    /// <summary>Null while both outcomes are possible.</summary>
    public static Readiness? Judge(Slot slot, bool isLate)
    {
        var instances = slot.Instances;
        if (instances.FirstOrDefault(HasEnded) is { } ended && (slot.Role == SlotRole.Candidate || isLate))
            return Failed(ReadinessFailure.Exited, ended, Ending(ended));
        if (instances.FirstOrDefault(instance => instance.WrongVersion is not null) is { } wrong)
        {
            return Failed(
                ReadinessFailure.WrongVersion,
                wrong,
                $"says it is {wrong.WrongVersion}; the release is version {slot.Spec.Version}, digest {slot.Spec.Digest}.");
        }

        var waiting = instances.FirstOrDefault(instance => instance.State != InstanceState.Healthy);
        if (waiting is null)
            return new Readiness { Failure = ReadinessFailure.None, Message = $"{instances.Length} of {instances.Length} instances are ready." };
        return !isLate ? null : Failed(
            ReadinessFailure.Unhealthy,
            waiting,
            $"did not answer {slot.Spec.Health.Path} with success within {slot.Spec.Health.Deadline.TotalSeconds:0.###} s; "
                + $"the last probe saw: {waiting.LastProbe ?? "nothing"}.");
    }

    private static bool HasEnded(Instance instance) => instance.State is InstanceState.Exited or InstanceState.Stopping;

    private static string Ending(Instance instance) => instance.State == InstanceState.Stopping
        ? "was stopped while it was waited for."
        : instance.Process is null
            ? $"could not be started: {instance.LastProbe}"
            : $"ended with exit code {instance.ExitCode?.ToString() ?? "unknown"} before it was ready.";

    private static Readiness Failed(ReadinessFailure failure, Instance instance, string what) => new()
    {
        Failure = failure,
        Message = $"Instance '{instance.Id}' {what}",
        LogTail = LogFile.Tail(instance.LogPath),
    };
}
