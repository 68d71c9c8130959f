using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>
/// A 128-bit number that stands for a state: equal numbers mean that nothing has changed (XxHash128). Not <see cref="UInt128"/>: a method that touches one, or
/// a type that has one, is never compiled ahead of time, and its text asks for a culture.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Print(ulong high, ulong low) : IEquatable<Print>
{
    private const int Length = 32;
    private const string Digits = "0123456789abcdef";

    private readonly ulong _high = high;
    private readonly ulong _low = low;

    public static bool operator ==(Print one, Print other) => one._high == other._high && one._low == other._low;

    public static bool operator !=(Print one, Print other) => !(one == other);

    /// <summary>Both, whatever their order.</summary>
    public static Print operator ^(Print one, Print other) => new(one._high ^ other._high, one._low ^ other._low);

    /// <summary>The print of a text, after another print or none.</summary>
    public static Print Of(string text, Print before = default) => Of(MemoryMarshal.AsBytes(text.AsSpan()), (long)(before._low ^ (before._high >> 1)));

    /// <summary>The print of bytes.</summary>
    public static Print Of(ReadOnlySpan<byte> bytes, long seed = 0)
    {
        Span<byte> hash = stackalloc byte[16];
        XxHash128.Hash(bytes, hash, seed);
        return new Print(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]));
    }

    /// <summary>Reads what <see cref="ToString"/> has written.</summary>
    public static bool TryParse(string text, out Print print)
    {
        print = default;
        if (text.Length != Length)
            return false;

        var (high, low) = (0UL, 0UL);
        for (var i = 0; i < Length / 2; i++)
        {
            var (one, other) = (Digit(text[i]), Digit(text[i + (Length / 2)]));
            if (one < 0 || other < 0)
                return false;

            high = (high << 4) | (uint)one;
            low = (low << 4) | (uint)other;
        }

        print = new Print(high, low);
        return true;
    }

    public bool Equals(Print other) => this == other;

    public override bool Equals(object? obj) => obj is Print other && this == other;

    public override int GetHashCode() => _low.GetHashCode();

    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[Length];
        var (high, low) = (_high, _low);
        for (var i = (Length / 2) - 1; i >= 0; i--)
        {
            text[i] = Digits[(int)(high & 15)];
            text[i + (Length / 2)] = Digits[(int)(low & 15)];
            high >>= 4;
            low >>= 4;
        }

        return new string(text);
    }

    private static int Digit(char letter) => letter is >= '0' and <= '9' ? letter - '0' : letter is >= 'a' and <= 'f' ? letter - 'a' + 10 : -1;
}
