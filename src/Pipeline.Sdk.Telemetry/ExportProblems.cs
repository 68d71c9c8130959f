using System.Diagnostics.Tracing;
using System.Globalization;

namespace Pipeline.Sdk.Telemetry;

/// <summary>Hears what OpenTelemetry's exporters say of a collector; they tell it nowhere else.</summary>
internal sealed class ExportProblems : EventListener
{
    private const string Source = "OpenTelemetry-Exporter-OpenTelemetryProtocol";
    private volatile string? _first;

    /// <summary>What they said first, or null.</summary>
    public string? First => _first;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Source)
            EnableEvents(eventSource, EventLevel.Error);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (_first is not null || eventData.EventSource.Name != Source)
            return;

        var text = eventData.Message is { } format ? string.Format(CultureInfo.InvariantCulture, format, [.. eventData.Payload ?? new([])]) : eventData.EventName ?? "";

        // The rest is a stack of the library.
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        _first = end < 0 ? text : text[..end];
    }
}
