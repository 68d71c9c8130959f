namespace Pipeline.Sdk.Telemetry;

/// <summary>What can be wrong with traces: PIPE0970 to PIPE0973. All are warnings, because no run fails for not being watched.</summary>
internal static class TelemetryErrors
{
    public static Diagnostic InvalidEndpoint(string text) =>
        new("PIPE0970", $"{TelemetrySettings.EndpointVariable} is '{text}', which is no http or https address, so nothing is traced. Set it to the collector's: http://127.0.0.1:4318.", Severity: DiagnosticSeverity.Warning);

    public static Diagnostic UnknownProtocol(string text) =>
        new("PIPE0971", $"OTEL_EXPORTER_OTLP_PROTOCOL is '{text}', which is not spoken here, so nothing is traced. Valid are http/protobuf, the default, http/json and grpc.", Severity: DiagnosticSeverity.Warning);

    public static Diagnostic NotDelivered(Uri endpoint, string reason) =>
        new("PIPE0972", $"The collector at {endpoint} did not take all of the trace: {reason} The run itself is not touched by it. Look at the collector, or unset {TelemetrySettings.EndpointVariable}.", Severity: DiagnosticSeverity.Warning);

    public static Diagnostic TooSlow(Uri endpoint, TimeSpan limit) =>
        new("PIPE0973", $"The collector at {endpoint} did not take the rest of the trace within {limit.TotalSeconds:0} seconds, and was not waited for. Look at the collector, or unset {TelemetrySettings.EndpointVariable}.", Severity: DiagnosticSeverity.Warning);
}
