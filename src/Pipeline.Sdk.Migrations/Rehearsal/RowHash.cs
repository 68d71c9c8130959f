using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Sdk.Migrations;

/// <summary>A row's hash as a number: the sum over all rows is the same in any order.</summary>
internal static class RowHash
{
    public static UInt128 Of(string row)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(row), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
