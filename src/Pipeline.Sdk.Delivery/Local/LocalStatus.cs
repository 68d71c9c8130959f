using System.Globalization;
using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>The truth about what is live: the host's own word, and the last entries of the journal.</summary>
internal sealed class LocalStatus
{
    private const int Shown = 5;

    private readonly LocalEnvironment _local;
    private readonly Service _service;

    public LocalStatus(LocalEnvironment local, Service service)
    {
        _local = local;
        _service = service;
    }

    public async Task ShowAsync()
    {
        using var host = await _local.FindHostAsync().ConfigureAwait(false);
        if (host is null)
            _local.Run.Log.Info($"Nothing runs in '{_local.Environment.Name}'.");
        else
            Show(await host.GetStatusAsync(_local.Run.CancellationToken).ConfigureAwait(false));

        ShowHistory();
    }

    private void Show(HostStatus status)
    {
        var log = _local.Run.Log;
        log.Info($"{_service.Name} in '{_local.Environment.Name}', host process {status.ProcessId} since {Time(status.StartedAt)}");
        if (status.Find(_service.Name) is not { } service)
        {
            log.Info("  never deployed");
            return;
        }

        log.Info($"  {service.Url}, preview {service.PreviewUrl}, figures {status.AdminUrl}/metrics");
        foreach (var slot in service.Slots.OrderBy(slot => slot.Role != SlotRole.Live))
        {
            log.Info($"  {slot.Role.ToString().ToLowerInvariant(),-9} {slot.Version} {slot.Digest} (deployment {slot.Id}{(slot.Role == SlotRole.Canary ? string.Create(CultureInfo.InvariantCulture, $", {slot.Percent:0.##} % of the requests") : "")})");
            foreach (var instance in slot.Instances)
                log.Info($"            {instance.State.ToString().ToLowerInvariant(),-9} process {instance.ProcessId}, port {instance.Port}, since {Time(instance.StartedAt)}, {instance.Restarts} restarts, log {instance.LogPath}{(instance.LimitProblem is { } problem ? $", without its limits: {problem}" : "")}");
        }

        ShowDrift(service.Slots.FirstOrDefault(slot => slot.Role == SlotRole.Live));
    }

    private void ShowDrift(SlotStatus? live)
    {
        var drift = StatusDrift.Of(_service, _local, live);
        foreach (var line in drift)
            _local.Run.Log.Warn($"Drift: {line}");
    }

    private void ShowHistory()
    {
        var ended = _local.History(_service).Ended.Reverse().Take(Shown).ToList();
        if (ended.Count == 0)
            return;

        _local.Run.Log.Info("Last deployments, newest first");
        foreach (var (_, verdict) in ended)
        {
            var what = verdict.Kind == DeploymentKind.Rollback ? "rollback to" : "deployment of";
            var message = verdict.Message is { } text ? ": " + text.Split('\n')[0] : "";
            _local.Run.Log.Info($"  {Time(verdict.At)}  {what} {verdict.Version} by {verdict.Actor} {verdict.Step.ToString().ToLowerInvariant()}{message}");
        }
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
