using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>What differs between two states of a database, in words.</summary>
internal static class SnapshotDifference
{
    public static ImmutableArray<string> Schema(DatabaseSnapshot wanted, DatabaseSnapshot found)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var (name, definition) in wanted.Objects)
        {
            if (!found.Objects.TryGetValue(name, out var other)) lines.Add($"{name} is missing");
            else if (other != definition) lines.Add($"{name} is '{other.Trim()}' and was '{definition.Trim()}'");
        }

        lines.AddRange(found.Objects.Keys.Except(wanted.Objects.Keys).Select(name => $"{name} is left over"));
        return lines.ToImmutable();
    }

    public static ImmutableArray<string> Data(DatabaseSnapshot wanted, DatabaseSnapshot found)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var (table, data) in wanted.Tables)
        {
            if (!found.Tables.TryGetValue(table, out var other))
            {
                if (data.Rows > 0) lines.Add($"table {table}: its {data.Rows} rows");
            }
            else if (other.Rows != data.Rows)
            {
                lines.Add($"table {table}: {data.Rows} rows became {other.Rows}");
            }
            else
            {
                var columns = data.Columns.Where(column => !other.Columns.TryGetValue(column.Key, out var hash) || hash != column.Value).Select(column => column.Key).ToList();
                if (columns.Count > 0 && data.Rows > 0) lines.Add($"table {table}: the values of {string.Join(", ", columns)}");
                else if (columns.Count == 0 && other.Hash != data.Hash && data.Columns.Keys.SequenceEqual(other.Columns.Keys)) lines.Add($"table {table}: values have changed their rows");
            }
        }

        return lines.ToImmutable();
    }

    /// <summary>Tables and columns with rows that one state has and the other has not.</summary>
    public static ImmutableArray<string> Lost(DatabaseSnapshot from, DatabaseSnapshot to)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var (table, data) in from.Tables.Where(table => table.Value.Rows > 0))
        {
            if (!to.Tables.TryGetValue(table, out var other)) lines.Add($"table {table}: {data.Rows} rows");
            else lines.AddRange(data.Columns.Keys.Except(other.Columns.Keys).Select(column => $"column {table}.{column}: {data.Rows} rows"));
        }

        return lines.ToImmutable();
    }
}
