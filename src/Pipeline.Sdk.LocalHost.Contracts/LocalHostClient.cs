using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Sdk.LocalHost;

/// <summary>
/// Gives orders to the local host of one environment over its Unix socket. Every method throws <see cref="LocalHostException"/> when the
/// host refuses (its code and message) or does not answer (<c>PIPE0801</c>).
/// </summary>
public sealed class LocalHostClient : IDisposable
{
    private static readonly TimeSpan GonePause = TimeSpan.FromMilliseconds(20);
    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    /// <summary>Creates a client; nothing is connected before the first order.</summary>
    /// <param name="socketPath">The host's control socket.</param>
    /// <param name="time">The clock; the default is the system's.</param>
    public LocalHostClient(string socketPath, TimeProvider? time = null)
    {
        SocketPath = socketPath;
        _time = time ?? TimeProvider.System;
        _http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync, UseProxy = false, UseCookies = false, ActivityHeadersPropagator = null })
        {
            BaseAddress = new Uri("http://local-host"),
            // The host bounds its own waits; the caller's token bounds the rest.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>The host's control socket.</summary>
    public string SocketPath { get; }

    /// <summary>What runs and what is live.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<HostStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Get, HostProtocol.StatusPath, null, HostJson.Default.HostStatus, cancellationToken);

    /// <summary>What every version of the wire tells.</summary>
    internal Task<HostGreeting> GetGreetingAsync(CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, HostProtocol.StatusPath, null, HostJson.Default.HostGreeting, cancellationToken);

    /// <summary>Makes the router listen for a service; asking again changes nothing, unless another fixed port is asked for.</summary>
    /// <param name="spec">The service.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ServiceStatus> EnsureServiceAsync(ServiceSpec spec, CancellationToken cancellationToken = default) =>
        SendAsync(
            HttpMethod.Put,
            HostProtocol.ServicePath(spec.Name),
            JsonContent.Create(spec, HostJson.Default.ServiceSpec),
            HostJson.Default.ServiceStatus,
            cancellationToken);

    /// <summary>Checks the release's digest and starts its instances beside what is live; asking again with the same id starts nothing twice.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="spec">The release and how to start it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<SlotStatus> StartSlotAsync(string service, SlotSpec spec, CancellationToken cancellationToken = default) =>
        SendAsync(
            HttpMethod.Put,
            HostProtocol.SlotPath(service, spec.Id),
            JsonContent.Create(spec, HostJson.Default.SlotSpec),
            HostJson.Default.SlotStatus,
            cancellationToken);

    /// <summary>Waits on the host until the slot is ready or its failure is certain.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="slotId">The slot's id.</param>
    /// <param name="cancellationToken">Ends the wait; the slot stays.</param>
    public Task<Readiness> WaitReadyAsync(string service, string slotId, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Get, HostProtocol.ReadinessPath(service, slotId), null, HostJson.Default.Readiness, cancellationToken);

    /// <summary>Sends all new requests to the slot; requests under way finish where they are. Going back is the same order for the previous slot.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="slotId">The slot's id; all its instances must be healthy.</param>
    /// <param name="cancellationToken">Ends the wait, not the switch.</param>
    public Task<SwitchResult> SwitchAsync(string service, string slotId, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, HostProtocol.SwitchPath(service, slotId), null, HostJson.Default.SwitchResult, cancellationToken);

    /// <summary>Gives a slot a share of the requests beside the live one, or takes it away; only one slot has one at a time.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="slotId">The slot's id; to get a share its instances must be healthy.</param>
    /// <param name="traffic">Which requests.</param>
    /// <param name="cancellationToken">Ends the wait, not the change.</param>
    public Task<TrafficResult> ShareAsync(string service, string slotId, TrafficSpec traffic, CancellationToken cancellationToken = default) =>
        SendAsync(
            HttpMethod.Post,
            HostProtocol.SlotTrafficPath(service, slotId),
            JsonContent.Create(traffic, HostJson.Default.TrafficSpec),
            HostJson.Default.TrafficResult,
            cancellationToken);

    /// <summary>Brings a slot to so many instances. New ones are started and not waited for; those that go are drained and ended first.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="slotId">The slot's id.</param>
    /// <param name="instances">How many, from 0.</param>
    /// <param name="cancellationToken">Ends the wait; the host goes on.</param>
    public Task<SlotStatus> ScaleAsync(string service, string slotId, int instances, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, HostProtocol.ScalePath(service, slotId, instances), null, HostJson.Default.SlotStatus, cancellationToken);

    /// <summary>What the router has counted of a service's requests.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ServiceTraffic> GetTrafficAsync(string service, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Get, HostProtocol.TrafficPath(service), null, HostJson.Default.ServiceTraffic, cancellationToken);

    /// <summary>
    /// Takes the slot out of the traffic, waits for its requests, ends its processes and returns when they are gone. A slot that is not
    /// there is fine. Stopping the live slot leaves the service without one.
    /// </summary>
    /// <param name="service">The service's name.</param>
    /// <param name="slotId">The slot's id.</param>
    /// <param name="cancellationToken">Ends the wait; the host goes on stopping.</param>
    public async Task StopSlotAsync(string service, string slotId, CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(HttpMethod.Delete, HostProtocol.SlotPath(service, slotId), null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Stops every instance, then the host; returns when its process is gone. What was live is remembered and started again by the next
    /// host of this state folder.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; the host goes on stopping.</param>
    public async Task ShutdownAsync(CancellationToken cancellationToken = default)
    {
        var process = (await GetStatusAsync(cancellationToken).ConfigureAwait(false)).ProcessId;
        var stamp = ProcessIdentity.StartStamp(process);
        using (await SendAsync(HttpMethod.Post, HostProtocol.ShutdownPath, null, cancellationToken).ConfigureAwait(false))
        {
        }

        while (stamp is { } started && ProcessIdentity.IsAlive(process, started))
            await Task.Delay(GonePause, _time, cancellationToken).ConfigureAwait(false);
        // When this process started the host, nobody else can reap it.
        OwnChild.TryReap(process, out _);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<T> SendAsync<T>(HttpMethod method, string path, HttpContent? body, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, body, cancellationToken).ConfigureAwait(false);
        try
        {
            return await response.Content.ReadFromJsonAsync(answer, cancellationToken).ConfigureAwait(false)
                ?? throw new LocalHostException(HostErrors.NotAnswering(SocketPath, "its answer is empty"));
        }
        catch (JsonException exception)
        {
            throw new LocalHostException(HostErrors.NotAnswering(SocketPath, $"its answer to {path} is not understood: {exception.Message}"), exception);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        AddTrace(request);
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            throw exception.InnerException as LocalHostException
                ?? new LocalHostException(HostErrors.NotAnswering(SocketPath, exception.InnerException?.Message ?? exception.Message), exception);
        }

        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw new LocalHostException(await ErrorOfAsync(response, cancellationToken).ConfigureAwait(false));
    }

    // By hand: the client's own headers would name a span of its own, which no exporter sees, and a service would be told of a parent that is nowhere.
    private static void AddTrace(HttpRequestMessage request)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C } span)
            return;

        request.Headers.TryAddWithoutValidation("traceparent", span.Id);
        if (span.TraceStateString is { Length: > 0 } state)
            request.Headers.TryAddWithoutValidation("tracestate", state);
    }

    private async Task<HostError> ErrorOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            if (await response.Content.ReadFromJsonAsync(HostJson.Default.HostError, cancellationToken).ConfigureAwait(false) is { } error)
                return error;
        }
        catch (JsonException)
        {
            // Not our host's answer: told below by its status.
        }

        return HostErrors.NotAnswering(SocketPath, $"it answered {(int)response.StatusCode} {response.ReasonPhrase}");
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            throw new LocalHostException(HostErrors.UnsupportedSystem(RuntimeInformation.OSDescription));
        var folder = Path.GetDirectoryName(SocketPath) ?? "/";
        if (Directory.Exists(folder))
            SocketFolder.Verify(folder);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), cancellationToken).ConfigureAwait(false);
            if (!SocketPeer.IsSameUser(socket))
                throw new LocalHostException(HostErrors.InsecureSocketFolder(folder, "another user listens on the socket"));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
