namespace Pipeline.Sdk.Telemetry.Json;

/// <summary>How a field stands on the wire of Protocol Buffers, and with it in OTLP's JSON.</summary>
internal enum FieldKind
{
    /// <summary>A message of its own: an object.</summary>
    Message,

    Text,

    /// <summary>Bytes that are the id of a trace or a span: OTLP writes them as hex, where JSON of Protocol Buffers has Base64.</summary>
    Id,

    /// <summary>Bytes: Base64.</summary>
    Bytes,

    Bool,

    /// <summary>uint32 and enums: a number. OTLP has no names of enums in JSON.</summary>
    Number,

    /// <summary>sint32: a number.</summary>
    Zigzag,

    /// <summary>int64: text, as numbers in JSON are not sure to keep more than 53 bits.</summary>
    Int64,

    /// <summary>uint64: text.</summary>
    UInt64,

    /// <summary>fixed32: a number.</summary>
    Fixed32,

    /// <summary>fixed64: text.</summary>
    Fixed64,

    /// <summary>sfixed64: text.</summary>
    SignedFixed64,

    Double,
}
