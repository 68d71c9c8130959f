namespace Pipeline.Sdk.Telemetry.Json;

/// <summary>A field as it stands on the wire of Protocol Buffers.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Scalar">Its bits, where it is a number.</param>
/// <param name="Bytes">Its bytes, where it has a length: text, bytes, a message, a packed list of numbers.</param>
internal readonly record struct WireField(int Number, ulong Scalar, ReadOnlyMemory<byte>? Bytes);
