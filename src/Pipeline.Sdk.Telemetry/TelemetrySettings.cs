using OpenTelemetry.Exporter;

namespace Pipeline.Sdk.Telemetry;

/// <summary>Where traces, metrics and logs go: the variables of the OpenTelemetry specification, "OpenTelemetry Protocol Exporter".</summary>
internal sealed record TelemetrySettings
{
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string Json = "http/json";

    private static readonly TimeSpan _defaultTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The collector.</summary>
    public required Uri Endpoint { get; init; }

    public required OtlpExportProtocol Protocol { get; init; }

    /// <summary>Whether it is sent as JSON, for which the exporter has no protocol.</summary>
    public bool IsJson { get; init; }

    /// <summary>Headers of every request, as the variable has them; empty for none.</summary>
    public required string Headers { get; init; }

    /// <summary>How long one request may take.</summary>
    public required TimeSpan Timeout { get; init; }

    public required string ServiceName { get; init; }

    /// <summary>The span that the run is a part of, as W3C Trace Context writes it, or null.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Vendors' part of the same, or null.</summary>
    public string? TraceState { get; init; }

    /// <summary>Reads the variables; null, with a reason, when nothing can be sent.</summary>
    /// <param name="variable">Reads one.</param>
    /// <param name="problem">Why nothing can be sent; null when it is not wanted either.</param>
    public static TelemetrySettings? Read(Func<string, string?> variable, out Diagnostic? problem)
    {
        problem = null;
        if (string.Equals(variable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase) || variable(EndpointVariable) is not { Length: > 0 } endpoint)
            return null;

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            problem = TelemetryErrors.InvalidEndpoint(endpoint);
            return null;
        }

        var protocolName = variable("OTEL_EXPORTER_OTLP_PROTOCOL");
        if (ProtocolOf(protocolName) is not { } protocol)
        {
            problem = TelemetryErrors.UnknownProtocol(protocolName ?? "");
            return null;
        }

        return new TelemetrySettings
        {
            Endpoint = address,
            Protocol = protocol,
            IsJson = protocolName == Json,
            Headers = variable("OTEL_EXPORTER_OTLP_HEADERS") ?? "",
            Timeout = int.TryParse(variable("OTEL_EXPORTER_OTLP_TIMEOUT"), System.Globalization.CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0 ? TimeSpan.FromMilliseconds(milliseconds) : _defaultTimeout,
            ServiceName = variable("OTEL_SERVICE_NAME") is { Length: > 0 } name ? name : "pipeline",
            TraceParent = variable("TRACEPARENT"),
            TraceState = variable("TRACESTATE"),
        };
    }

    /// <summary>Where one kind of signal goes: over HTTP each has a path of its own.</summary>
    public Uri EndpointOf(string signal) =>
        Protocol == OtlpExportProtocol.HttpProtobuf ? new Uri($"{Endpoint.AbsoluteUri.TrimEnd('/')}/v1/{signal}") : Endpoint;

    // The specification's default; .NET's own exporter would take gRPC.
    private static OtlpExportProtocol? ProtocolOf(string? text) => text switch
    {
        null or "" or "http/protobuf" or Json => OtlpExportProtocol.HttpProtobuf,
#pragma warning disable CS0618 // Obsolete only for .NET Framework.
        "grpc" => OtlpExportProtocol.Grpc,
#pragma warning restore CS0618
        _ => null,
    };
}
