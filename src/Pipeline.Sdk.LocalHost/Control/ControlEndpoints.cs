using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pipeline.Sdk.LocalHost.Logging;
using Pipeline.Sdk.LocalHost.Supervision;

namespace Pipeline.Sdk.LocalHost.Control;

/// <summary>The wire: paths to orders, refusals to coded answers.</summary>
internal sealed class ControlEndpoints(
    StatusReporter status,
    ServiceKeeper keeper,
    SlotStarter starter,
    SlotStopper stopper,
    TrafficSwitch traffic,
    TrafficShare share,
    SlotScaler scaler,
    ServiceRegistry registry,
    ReadinessWait readiness,
    Action shutdown,
    HostLog log)
{
    private const string SlotPath = "/services/{service}/slots/{slot}";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(HostProtocol.StatusPath, Guard(context => AnswerAsync(context, status.Host(), HostJson.Default.HostStatus)));
        routes.MapPut("/services/{service}", Guard(EnsureServiceAsync));
        routes.MapPut(SlotPath, Guard(StartSlotAsync));
        routes.MapDelete(SlotPath, Guard(StopSlotAsync));
        routes.MapGet(SlotPath + "/readiness", Guard(WaitReadyAsync));
        routes.MapPost(SlotPath + "/switch", Guard(SwitchAsync));
        routes.MapPost(SlotPath + "/traffic", Guard(ShareAsync));
        routes.MapPost(SlotPath + "/instances/{instances:int}", Guard(ScaleAsync));
        routes.MapGet("/services/{service}/traffic", Guard(context => AnswerAsync(context, StatusReporter.Traffic(registry.Get(Part(context, "service"))), HostJson.Default.ServiceTraffic)));
        routes.MapPost(HostProtocol.ShutdownPath, Guard(ShutdownAsync));
    }

    private async Task EnsureServiceAsync(HttpContext context)
    {
        var spec = await ReadAsync(context, HostJson.Default.ServiceSpec).ConfigureAwait(false);
        await AnswerAsync(context, await keeper.EnsureAsync(spec, context.RequestAborted).ConfigureAwait(false), HostJson.Default.ServiceStatus).ConfigureAwait(false);
    }

    private async Task StartSlotAsync(HttpContext context)
    {
        var spec = await ReadAsync(context, HostJson.Default.SlotSpec).ConfigureAwait(false);
        if (spec.Id != Part(context, "slot"))
            throw new LocalHostException(HostErrors.InvalidSpec($"The order for slot '{Part(context, "slot")}'", $"its body names slot '{spec.Id}'"));
        var slot = await starter.StartAsync(Part(context, "service"), spec, TraceContext.Of(context.Request), context.RequestAborted).ConfigureAwait(false);
        await AnswerAsync(context, slot, HostJson.Default.SlotStatus).ConfigureAwait(false);
    }

    private async Task StopSlotAsync(HttpContext context)
    {
        await stopper.StopAsync(Part(context, "service"), Part(context, "slot"), context.RequestAborted).ConfigureAwait(false);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task WaitReadyAsync(HttpContext context)
    {
        var verdict = await readiness.WaitAsync(Part(context, "service"), Part(context, "slot"), context.RequestAborted).ConfigureAwait(false);
        await AnswerAsync(context, verdict, HostJson.Default.Readiness).ConfigureAwait(false);
    }

    // Without the client's token: a switch that was asked for is carried out, whether or not somebody waits for the answer.
    private async Task SwitchAsync(HttpContext context)
    {
        var result = await traffic.SwitchAsync(Part(context, "service"), Part(context, "slot"), CancellationToken.None).ConfigureAwait(false);
        await AnswerAsync(context, result, HostJson.Default.SwitchResult).ConfigureAwait(false);
    }

    // The same holds for shares and numbers of instances.
    private async Task ShareAsync(HttpContext context)
    {
        var spec = await ReadAsync(context, HostJson.Default.TrafficSpec).ConfigureAwait(false);
        var result = await share.ShareAsync(Part(context, "service"), Part(context, "slot"), spec, CancellationToken.None).ConfigureAwait(false);
        await AnswerAsync(context, result, HostJson.Default.TrafficResult).ConfigureAwait(false);
    }

    private async Task ScaleAsync(HttpContext context)
    {
        var instances = int.Parse(Part(context, "instances"), System.Globalization.CultureInfo.InvariantCulture);
        var slot = await scaler.ScaleAsync(Part(context, "service"), Part(context, "slot"), instances, TraceContext.Of(context.Request), CancellationToken.None).ConfigureAwait(false);
        await AnswerAsync(context, slot, HostJson.Default.SlotStatus).ConfigureAwait(false);
    }

    private Task ShutdownAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.OnCompleted(() =>
        {
            shutdown();
            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }

    private static string Part(HttpContext context, string name) => context.Request.RouteValues[name] as string ?? "";

    private static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
    {
        try
        {
            return await context.Request.ReadFromJsonAsync(type, context.RequestAborted).ConfigureAwait(false)
                ?? throw new LocalHostException(HostErrors.InvalidSpec("The order", "its body is empty"));
        }
        catch (JsonException exception)
        {
            throw new LocalHostException(HostErrors.InvalidSpec("The order", exception.Message), exception);
        }
    }

    private static Task AnswerAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type) =>
        context.Response.WriteAsJsonAsync(value, type, contentType: null, context.RequestAborted);

    private RequestDelegate Guard(RequestDelegate handler) => async context =>
    {
        try
        {
            await handler(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (LocalHostException exception)
        {
            await RefuseAsync(context, new HostError(exception.Code, exception.Message)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            log.Error("order-failed", exception, ("path", context.Request.Path));
            await RefuseAsync(context, HostErrors.Internal(exception), StatusCodes.Status500InternalServerError).ConfigureAwait(false);
        }
    };

    private static Task RefuseAsync(HttpContext context, HostError error, int? status = null)
    {
        context.Response.StatusCode = status
            ?? (error.Code is HostErrors.UnknownServiceCode or HostErrors.UnknownSlotCode ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict);
        return context.Response.WriteAsJsonAsync(error, HostJson.Default.HostError, contentType: null, context.RequestAborted);
    }
}
