using System.Buffers.Binary;
using System.Text;

namespace Pipeline.Sdk.Tests;

/// <summary>A message of Protocol Buffers as it came over the wire: fields by number, which is all that a receiver has to know of opentelemetry-proto.</summary>
internal sealed class Message
{
    private readonly List<(int Field, object Value)> _fields = [];

    /// <summary>Reads one.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public Message(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var key = Varint(ref bytes);
            object value = (key & 7) switch
            {
                0 => Varint(ref bytes),
                1 => BinaryPrimitives.ReadUInt64LittleEndian(Take(ref bytes, 8)),
                2 => Take(ref bytes, checked((int)Varint(ref bytes))).ToArray(),
                5 => (ulong)BinaryPrimitives.ReadUInt32LittleEndian(Take(ref bytes, 4)),
                _ => throw new InvalidDataException($"There is no wire type {key & 7}."),
            };
            _fields.Add(((int)(key >> 3), value));
        }
    }

    public IEnumerable<Message> Messages(int field) => _fields.Where(found => found.Field == field).Select(found => new Message((byte[])found.Value));

    /// <summary>The messages at the end of a path of fields.</summary>
    public IEnumerable<Message> Path(params int[] fields) => fields.Aggregate((IEnumerable<Message>)[this], (found, field) => found.SelectMany(message => message.Messages(field)));

    public string Text(int field) => Bytes(field) is { } bytes ? Encoding.UTF8.GetString(bytes) : "";

    public string Hex(int field) => Bytes(field) is { } bytes ? Convert.ToHexStringLower(bytes) : "";

    public ulong Number(int field) => _fields.Where(found => found.Field == field).Select(found => (ulong)found.Value).LastOrDefault();

    public bool Has(int field) => _fields.Exists(found => found.Field == field);

    /// <summary>A list of <c>KeyValue</c> in a field, numbers as text.</summary>
    public Dictionary<string, string> Tags(int field) => Messages(field).ToDictionary(pair => pair.Text(1), pair => pair.Messages(2).Single() is var value && value.Has(1) ? value.Text(1) : $"{value.Number(3)}", StringComparer.Ordinal);

    private byte[]? Bytes(int field) => (byte[]?)_fields.LastOrDefault(found => found.Field == field).Value;

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int length)
    {
        if (length > bytes.Length)
            throw new InvalidDataException("The message ends in the middle of a field.");

        var taken = bytes[..length];
        bytes = bytes[length..];
        return taken;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(ref bytes, 1)[0];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
                return value;
        }

        throw new InvalidDataException("A number has no end.");
    }
}
