using System.Globalization;
using System.Text.Json;

namespace Pipeline.Sdk.Telemetry.Json;

/// <summary>Says in OTLP's JSON what a message says in Protocol Buffers (OpenTelemetry Protocol Specification, "JSON Protobuf Encoding").</summary>
internal static class OtlpJson
{
    /// <summary>Translates.</summary>
    /// <param name="message">What the bytes are.</param>
    /// <param name="bytes">The message in Protocol Buffers.</param>
    /// <returns>JSON in UTF-8.</returns>
    /// <exception cref="InvalidDataException">The bytes are no message.</exception>
    public static byte[] Translate(OtlpMessage message, ReadOnlyMemory<byte> bytes)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
            Write(writer, message, bytes);
        return json.ToArray();
    }

    private static void Write(Utf8JsonWriter json, OtlpMessage message, ReadOnlyMemory<byte> bytes)
    {
        // The wire may have other fields between the items of a list; an object of JSON names a list once.
        var fields = new List<WireField>();
        for (var reader = new WireReader(bytes); !reader.IsAtEnd;)
            fields.Add(reader.Next());

        json.WriteStartObject();
        foreach (var sameNumber in fields.GroupBy(field => field.Number))
        {
            if (!message.TryGet(sameNumber.Key, out var field))
                continue;

            json.WritePropertyName(field.Name);
            if (!field.IsRepeated)
            {
                // The last one counts, as everywhere in Protocol Buffers.
                Write(json, field, sameNumber.Last());
                continue;
            }

            json.WriteStartArray();
            foreach (var item in sameNumber)
            {
                if (item.Bytes is { } packed && field.Kind is not (FieldKind.Message or FieldKind.Text or FieldKind.Id or FieldKind.Bytes))
                    WritePacked(json, field.Kind, packed);
                else
                    Write(json, field, item);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, OtlpField field, WireField value)
    {
        var bytes = value.Bytes ?? default;
        switch (field.Kind)
        {
            case FieldKind.Message when field.Message is { } message:
                Write(json, message(), bytes);
                break;
            case FieldKind.Text:
                json.WriteStringValue(bytes.Span);
                break;
            case FieldKind.Id:
                json.WriteStringValue(Convert.ToHexStringLower(bytes.Span));
                break;
            case FieldKind.Bytes:
                json.WriteBase64StringValue(bytes.Span);
                break;
            default:
                WriteScalar(json, field.Kind, value.Scalar);
                break;
        }
    }

    private static void WritePacked(Utf8JsonWriter json, FieldKind kind, ReadOnlyMemory<byte> packed)
    {
        for (var reader = new WireReader(packed); !reader.IsAtEnd;)
        {
            WriteScalar(json, kind, kind switch
            {
                FieldKind.Fixed64 or FieldKind.SignedFixed64 or FieldKind.Double => reader.Fixed64(),
                FieldKind.Fixed32 => reader.Fixed32(),
                _ => reader.Varint(),
            });
        }
    }

    private static void WriteScalar(Utf8JsonWriter json, FieldKind kind, ulong bits)
    {
        switch (kind)
        {
            case FieldKind.Bool:
                json.WriteBooleanValue(bits != 0);
                break;
            case FieldKind.Zigzag:
                json.WriteNumberValue((long)(bits >> 1) ^ -(long)(bits & 1));
                break;
            case FieldKind.Int64 or FieldKind.SignedFixed64:
                json.WriteStringValue(((long)bits).ToString(CultureInfo.InvariantCulture));
                break;
            case FieldKind.UInt64 or FieldKind.Fixed64:
                json.WriteStringValue(bits.ToString(CultureInfo.InvariantCulture));
                break;
            case FieldKind.Double when BitConverter.UInt64BitsToDouble(bits) is var number:
                if (double.IsFinite(number))
                    json.WriteNumberValue(number);
                else
                    json.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
                break;
            default:
                json.WriteNumberValue(bits);
                break;
        }
    }
}
