using System.Diagnostics.CodeAnalysis;

namespace Pipeline.Sdk.Telemetry.Json;

/// <summary>The fields of a message of opentelemetry-proto.</summary>
internal sealed class OtlpMessage(params OtlpField[] fields)
{
    private readonly Dictionary<int, OtlpField> _fields = fields.ToDictionary(field => field.Number);

    /// <summary>The field of a number; a newer exporter may send others, which a reader of Protocol Buffers leaves out.</summary>
    public bool TryGet(int number, [NotNullWhen(true)] out OtlpField? field) => _fields.TryGetValue(number, out field);
}
