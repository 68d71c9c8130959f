using System.Buffers.Binary;

namespace Pipeline.Sdk.Telemetry.Json;

/// <summary>Reads the wire format of Protocol Buffers (https://protobuf.dev/programming-guides/encoding/).</summary>
internal ref struct WireReader(ReadOnlyMemory<byte> bytes)
{
    private const string Truncated = "A message of OTLP ends in the middle of a field.";
    private ReadOnlyMemory<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Reads the next field.</summary>
    /// <exception cref="InvalidDataException">There is none, or it ends too early.</exception>
    public WireField Next()
    {
        var key = Varint();
        var number = checked((int)(key >> 3));
        return (key & 7) switch
        {
            0 => new WireField(number, Varint(), null),
            1 => new WireField(number, Fixed64(), null),
            2 => new WireField(number, 0, Take(Varint())),
            5 => new WireField(number, Fixed32(), null),
            var type => throw new InvalidDataException($"A message of OTLP has a field of the wire type {type}, which there is none of."),
        };
    }

    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1).Span[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        throw new InvalidDataException("A message of OTLP has a number of more than 64 bits.");
    }

    public ulong Fixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8).Span);

    public ulong Fixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span);

    private ReadOnlyMemory<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
            throw new InvalidDataException(Truncated);
        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}
