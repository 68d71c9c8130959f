namespace Pipeline.Sdk.Telemetry.Json;

/// <summary>A field of a message of opentelemetry-proto.</summary>
/// <param name="Number">Its number on the wire.</param>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="IsRepeated">Whether it is a list.</param>
/// <param name="Message">The message it holds, asked for when it is met, because values hold values.</param>
internal sealed record OtlpField(int Number, string Name, FieldKind Kind, bool IsRepeated = false, Func<OtlpMessage>? Message = null);
