using Pipeline.Sdk.LocalHost.Routing;

namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>Makes services listen.</summary>
internal sealed class ServiceKeeper(ServiceRegistry registry, SupervisionTools tools)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    /// <exception cref="LocalHostException">The name is invalid or the port is taken.</exception>
    public Task<ServiceStatus> EnsureAsync(ServiceSpec spec, CancellationToken cancellationToken)
    {
        SpecCheck.Check(spec);
        return registry.ChangeAsync(() => EnsureInsideAsync(spec), cancellationToken);
    }

    /// <summary>Takes the service's remembered port, now or, when somebody else sits on it, as soon as it is free.</summary>
    public async Task ListenOrRetryAsync(Service service, CancellationToken stop)
    {
        try
        {
            service.Router = await tools.Routers.StartAsync(service, service.Port, tools).ConfigureAwait(false);
        }
        catch (LocalHostException exception)
        {
            tools.Log.Error(new HostError(exception.Code, exception.Message));
            _ = RetryAsync(service, stop);
        }
    }

    private async Task<ServiceStatus> EnsureInsideAsync(ServiceSpec spec)
    {
        var known = registry.Find(spec.Name);
        var service = known ?? new Service(spec.Name);
        var port = spec.Port != 0 ? spec.Port : service.Port;
        if (service.AccessLog != spec.AccessLog)
        {
            service.AccessLog = spec.AccessLog;
            if (known is not null)
                registry.Save();
        }

        if (service.Router is { } listening && port == service.Port && service.Tls != spec.Tls)
            return await ListenAnewAsync(service, listening, spec.Tls).ConfigureAwait(false);
        if (service.Router is not null && port == service.Port)
            return StatusReporter.Of(service);

        service.Tls = spec.Tls;

        // The new listener first: a port that is taken leaves everything as it was.
        var router = port != 0
            ? await tools.Routers.StartAsync(service, port, tools).ConfigureAwait(false)
            : await StartSomewhereAsync(service).ConfigureAwait(false);
        var (oldRouter, oldPort) = (service.Router, service.Port);
        (service.Router, service.Port) = (router, router.Port);
        if (known is null)
            registry.Add(service);
        try
        {
            registry.Save();
        }
        catch
        {
            (service.Router, service.Port) = (oldRouter, oldPort);
            if (known is null)
                registry.Remove(service);
            await router.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        tools.Log.Info("listening", ("service", service.Name), ("port", service.Port));
        if (oldRouter is not null)
            await oldRouter.DisposeAsync().ConfigureAwait(false);
        return StatusReporter.Of(service);
    }

    // One port has one listener: for the moment between the two, connections are refused.
    private async Task<ServiceStatus> ListenAnewAsync(Service service, ITrafficRouter listening, TlsSpec? tls)
    {
        var before = service.Tls;
        if (tls is not null)
            new RouterCertificate(service.Name, tls, tools).Dispose();
        await listening.DisposeAsync().ConfigureAwait(false);
        (service.Router, service.Tls) = (null, tls);
        try
        {
            service.Router = await tools.Routers.StartAsync(service, service.Port, tools).ConfigureAwait(false);
        }
        catch
        {
            service.Tls = before;
            service.Router = await tools.Routers.StartAsync(service, service.Port, tools).ConfigureAwait(false);
            throw;
        }

        registry.Save();
        tools.Log.Info("listening", ("service", service.Name), ("port", service.Port), ("tls", tls is not null));
        return StatusReporter.Of(service);
    }

    private async Task<ITrafficRouter> StartSomewhereAsync(Service service)
    {
        var taken = registry.TakenPorts();
        while (true)
        {
            var port = PortFinder.Next(taken);
            try
            {
                return await tools.Routers.StartAsync(service, port, tools).ConfigureAwait(false);
            }
            catch (LocalHostException)
            {
                // Somebody took it between the look and the call; the finder gives up when nothing is left.
                taken.Add(port);
            }
        }
    }

    private async Task RetryAsync(Service service, CancellationToken stop)
    {
        try
        {
            while (service.Router is null)
            {
                await Task.Delay(RetryPause, tools.Time, stop).ConfigureAwait(false);
                await registry.ChangeAsync(() => TryListenAsync(service), stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The host ends.
        }
        catch (Exception exception)
        {
            tools.Log.Error("listen-retry-failed", exception, ("service", service.Name));
        }
    }

    private async Task<bool> TryListenAsync(Service service)
    {
        if (service.Router is not null)
            return true;
        try
        {
            service.Router = await tools.Routers.StartAsync(service, service.Port, tools).ConfigureAwait(false);
            tools.Log.Info("listening", ("service", service.Name), ("port", service.Port));
            return true;
        }
        catch (LocalHostException)
        {
            // Told once by ListenOrRetryAsync; a line a second would only fill the log.
            return false;
        }
    }
}
