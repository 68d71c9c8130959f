using System.Runtime.InteropServices;
using Pipeline.Sdk.LocalHost.Control;
using Pipeline.Sdk.LocalHost.Logging;
using Pipeline.Sdk.LocalHost.Routing;
using Pipeline.Sdk.LocalHost.State;
using Pipeline.Sdk.LocalHost.Supervision;

namespace Pipeline.Sdk.LocalHost;

/// <summary>Puts the host together, runs it until it is asked to end, and takes it apart in order.</summary>
internal sealed class HostRunner(HostArguments arguments, HostLog log, TimeProvider time)
{
    public async Task RunAsync()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();
        using var terminate = End(PosixSignal.SIGTERM, ended);
        using var interrupt = End(PosixSignal.SIGINT, ended);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);

        var store = new StateStore(arguments.Paths, log, time);
        using var registry = new ServiceRegistry(arguments.Paths, store);
        using var probe = new HealthProbe(time);
        var tools = new SupervisionTools(new InstanceLauncher(arguments.Paths, time), probe, new YarpRouterFactory(), registry.SaveAsync, log, time, arguments.Paths.StateFolder);
        var stopper = new SlotStopper(registry, log, time);
        var keeper = new ServiceKeeper(registry, tools);
        var admin = new AdminServer(registry, log);
        await using var closingAdmin = admin.ConfigureAwait(false);
        var endpoints = new ControlEndpoints(
            new StatusReporter(arguments.Paths, registry, () => admin.Url, time.GetUtcNow()),
            keeper,
            new SlotStarter(registry, tools),
            stopper,
            new TrafficSwitch(registry, stopper, log, time),
            new TrafficShare(registry, log, time),
            new SlotScaler(registry, tools),
            registry,
            new ReadinessWait(registry, time),
            () => ended.TrySetResult(),
            log);

        await new HostRestorer(arguments.Paths, registry, keeper, store, tools).RestoreAsync(stop.Token).ConfigureAwait(false);
        await admin.StartAsync().ConfigureAwait(false);
        var control = new ControlServer(arguments.SocketPath, endpoints, log, time);
        await using var closing = control.ConfigureAwait(false);
        await control.StartAsync().ConfigureAwait(false);
        var socket = control.KeepSocketAsync(stop.Token);
        var logs = new LogKeeper(arguments.Paths, log, time).KeepAsync(stop.Token);
        log.Info("host-ready", ("pid", Environment.ProcessId), ("environment", arguments.Paths.EnvironmentName), ("socket", arguments.SocketPath));

        await ended.Task.ConfigureAwait(false);
        log.Info("host-ending");
        await stop.CancelAsync().ConfigureAwait(false);
        await socket.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await logs.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await EndServicesAsync(registry, stopper).ConfigureAwait(false);
        log.Info("host-ended");
    }

    private static PosixSignalRegistration End(PosixSignal signal, TaskCompletionSource ended) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            // Without this the runtime ends the process under our feet.
            context.Cancel = true;
            ended.TrySetResult();
        });

    // The records stay as they are: what was live is started again by the next host, as after a reboot.
    private async Task EndServicesAsync(ServiceRegistry registry, SlotStopper stopper)
    {
        await registry.CloseAsync().ConfigureAwait(false);
        await Task.WhenAll(registry.Services.Select(async service =>
        {
            try
            {
                service.Live = null;
                await Task.WhenAll(service.Slots.Select(slot => slot.Stopping ?? stopper.EndProcessesAsync(slot))).ConfigureAwait(false);
                if (service.Router is { } router)
                    await router.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                // One service that cannot be ended must not keep the others running.
                log.Error("service-end-failed", exception, ("service", service.Name));
            }
        })).ConfigureAwait(false);
        await registry.SaveAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
