using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Sdk.Migrations;

/// <summary>What a database is at one moment: every object's definition, and a hash of every table's rows that does not depend on their order.</summary>
/// <param name="Objects">Definitions by name, such as <c>table orders</c>, <c>column orders.total</c>, <c>index orders_total</c>.</param>
/// <param name="Tables">Data by table.</param>
internal sealed record DatabaseSnapshot(ImmutableSortedDictionary<string, string> Objects, ImmutableSortedDictionary<string, TableData> Tables)
{
    public string SchemaHash => Hash(Objects.Select(entry => $"{entry.Key}={entry.Value}"));

    public string DataHash => Hash(Tables.Select(entry => $"{entry.Key}={entry.Value.Rows}:{entry.Value.Hash}"));

    private static string Hash(IEnumerable<string> lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}
