namespace Pipeline.Sdk.Telemetry.Json;

/// <summary>
/// The messages of opentelemetry-proto 1.x that an exporter sends, by number and name
/// (https://github.com/open-telemetry/opentelemetry-proto, opentelemetry/proto/{trace,metrics,logs,common,resource}/v1). Numbers of a stable protocol never change.
/// </summary>
internal static class OtlpSchema
{
    private static readonly OtlpMessage _anyValue = new(
        Text(1, "stringValue"), Of(2, "boolValue", FieldKind.Bool), Of(3, "intValue", FieldKind.Int64), Of(4, "doubleValue", FieldKind.Double),
        One(5, "arrayValue", () => Lists.Values), One(6, "kvlistValue", () => Lists.Pairs), Of(7, "bytesValue", FieldKind.Bytes));

    private static readonly OtlpMessage _keyValue = new(Text(1, "key"), One(2, "value", () => _anyValue));
    private static readonly OtlpMessage _scope = new(Text(1, "name"), Text(2, "version"), Attributes(3), Number(4, "droppedAttributesCount"));
    private static readonly OtlpMessage _entity = new(Text(1, "schemaUrl"), Text(2, "type"), Texts(3, "idKeys"), Texts(4, "descriptionKeys"));
    private static readonly OtlpMessage _resource = new(Attributes(1), Number(2, "droppedAttributesCount"), Many(3, "entityRefs", () => _entity));

    private static readonly OtlpMessage _event = new(Time(1, "timeUnixNano"), Text(2, "name"), Attributes(3), Number(4, "droppedAttributesCount"));

    private static readonly OtlpMessage _link = new(
        Id(1, "traceId"), Id(2, "spanId"), Text(3, "traceState"), Attributes(4), Number(5, "droppedAttributesCount"), Of(6, "flags", FieldKind.Fixed32));

    private static readonly OtlpMessage _status = new(Text(2, "message"), Number(3, "code"));

    private static readonly OtlpMessage _span = new(
        Id(1, "traceId"), Id(2, "spanId"), Text(3, "traceState"), Id(4, "parentSpanId"), Text(5, "name"), Number(6, "kind"), Time(7, "startTimeUnixNano"), Time(8, "endTimeUnixNano"),
        Attributes(9), Number(10, "droppedAttributesCount"), Many(11, "events", () => _event), Number(12, "droppedEventsCount"), Many(13, "links", () => _link), Number(14, "droppedLinksCount"),
        One(15, "status", () => _status), Of(16, "flags", FieldKind.Fixed32));

    private static readonly OtlpMessage _logRecord = new(
        Time(1, "timeUnixNano"), Number(2, "severityNumber"), Text(3, "severityText"), One(5, "body", () => _anyValue), Attributes(6), Number(7, "droppedAttributesCount"),
        Of(8, "flags", FieldKind.Fixed32), Id(9, "traceId"), Id(10, "spanId"), Time(11, "observedTimeUnixNano"), Text(12, "eventName"));

    private static readonly OtlpMessage _exemplar = new(
        Time(2, "timeUnixNano"), Of(3, "asDouble", FieldKind.Double), Id(4, "spanId"), Id(5, "traceId"), Of(6, "asInt", FieldKind.SignedFixed64), Attributes(7, "filteredAttributes"));

    private static readonly OtlpMessage _numberPoint = new(
        Time(2, "startTimeUnixNano"), Time(3, "timeUnixNano"), Of(4, "asDouble", FieldKind.Double), Many(5, "exemplars", () => _exemplar), Of(6, "asInt", FieldKind.SignedFixed64),
        Attributes(7), Number(8, "flags"));

    private static readonly OtlpMessage _histogramPoint = new(
        Time(2, "startTimeUnixNano"), Time(3, "timeUnixNano"), Of(4, "count", FieldKind.Fixed64), Of(5, "sum", FieldKind.Double), Of(6, "bucketCounts", FieldKind.Fixed64, isRepeated: true),
        Of(7, "explicitBounds", FieldKind.Double, isRepeated: true), Many(8, "exemplars", () => _exemplar), Attributes(9), Number(10, "flags"), Of(11, "min", FieldKind.Double), Of(12, "max", FieldKind.Double));

    private static readonly OtlpMessage _buckets = new(Of(1, "offset", FieldKind.Zigzag), Of(2, "bucketCounts", FieldKind.UInt64, isRepeated: true));

    private static readonly OtlpMessage _exponentialPoint = new(
        Attributes(1), Time(2, "startTimeUnixNano"), Time(3, "timeUnixNano"), Of(4, "count", FieldKind.Fixed64), Of(5, "sum", FieldKind.Double), Of(6, "scale", FieldKind.Zigzag),
        Of(7, "zeroCount", FieldKind.Fixed64), One(8, "positive", () => _buckets), One(9, "negative", () => _buckets), Number(10, "flags"), Many(11, "exemplars", () => _exemplar),
        Of(12, "min", FieldKind.Double), Of(13, "max", FieldKind.Double), Of(14, "zeroThreshold", FieldKind.Double));

    private static readonly OtlpMessage _quantile = new(Of(1, "quantile", FieldKind.Double), Of(2, "value", FieldKind.Double));

    private static readonly OtlpMessage _summaryPoint = new(
        Time(2, "startTimeUnixNano"), Time(3, "timeUnixNano"), Of(4, "count", FieldKind.Fixed64), Of(5, "sum", FieldKind.Double), Many(6, "quantileValues", () => _quantile), Attributes(7), Number(8, "flags"));

    private static readonly OtlpMessage _metric = new(
        Text(1, "name"), Text(2, "description"), Text(3, "unit"),
        Points(5, "gauge", _numberPoint), Points(7, "sum", _numberPoint), Points(9, "histogram", _histogramPoint), Points(10, "exponentialHistogram", _exponentialPoint), Points(11, "summary", _summaryPoint),
        Attributes(12, "metadata"));

    /// <summary>The body of a request for traces.</summary>
    public static OtlpMessage Traces { get; } = Request("resourceSpans", "scopeSpans", "spans", _span);

    /// <summary>The body of a request for metrics.</summary>
    public static OtlpMessage Metrics { get; } = Request("resourceMetrics", "scopeMetrics", "metrics", _metric);

    /// <summary>The body of a request for logs.</summary>
    public static OtlpMessage Logs { get; } = Request("resourceLogs", "scopeLogs", "logRecords", _logRecord);

    private static OtlpMessage Request(string resources, string scopes, string items, OtlpMessage item)
    {
        var scope = new OtlpMessage(One(1, "scope", () => _scope), Many(2, items, () => item), Text(3, "schemaUrl"));
        var resource = new OtlpMessage(One(1, "resource", () => _resource), Many(2, scopes, () => scope), Text(3, "schemaUrl"));
        return new OtlpMessage(Many(1, resources, () => resource));
    }

    // What a gauge does not have of a sum never comes.
    private static OtlpField Points(int number, string name, OtlpMessage point)
    {
        var points = new OtlpMessage(Many(1, "dataPoints", () => point), Number(2, "aggregationTemporality"), Of(3, "isMonotonic", FieldKind.Bool));
        return One(number, name, () => points);
    }

    private static OtlpField Of(int number, string name, FieldKind kind, bool isRepeated = false) => new(number, name, kind, isRepeated);

    private static OtlpField Text(int number, string name) => new(number, name, FieldKind.Text);

    private static OtlpField Texts(int number, string name) => new(number, name, FieldKind.Text, IsRepeated: true);

    private static OtlpField Id(int number, string name) => new(number, name, FieldKind.Id);

    private static OtlpField Number(int number, string name) => new(number, name, FieldKind.Number);

    private static OtlpField Time(int number, string name) => new(number, name, FieldKind.Fixed64);

    private static OtlpField One(int number, string name, Func<OtlpMessage> message) => new(number, name, FieldKind.Message, IsRepeated: false, message);

    private static OtlpField Many(int number, string name, Func<OtlpMessage> message) => new(number, name, FieldKind.Message, IsRepeated: true, message);

    private static OtlpField Attributes(int number, string name = "attributes") => Many(number, name, () => _keyValue);

    // Values hold lists and lists hold values: the second half is made when the first list is met.
    private static class Lists
    {
        public static OtlpMessage Values { get; } = new(Many(1, "values", () => _anyValue));

        public static OtlpMessage Pairs { get; } = new(Many(1, "values", () => _keyValue));
    }
}
