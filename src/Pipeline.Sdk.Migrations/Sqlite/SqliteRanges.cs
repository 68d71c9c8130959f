using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Pipeline.Sdk.Migrations;

/// <summary>Cuts the keys of a table into ranges for a batched script.</summary>
internal sealed class SqliteRanges(SqliteConnection connection, BatchDirective batch)
{
    private const int Probe = 256;

    private readonly string _table = SqlName.QuoteParts(batch.Table, DatabaseEngine.Sqlite);
    private readonly string _key = SqlName.QuoteParts(batch.Key, DatabaseEngine.Sqlite);

    /// <summary>The range behind a key that holds at most so many; null when there is none.</summary>
    public BatchRange? Next(string? after, int size)
    {
        var rest = $"FROM {_table} WHERE {(after is null ? $"{_key} IS NOT NULL" : $"{_key} > {after}")}";
        var first = Text($"SELECT quote({_key}) {rest} ORDER BY {_key} LIMIT 1");
        if (first is null) return null;

        return new BatchRange(first, Dense(first, rest, size) ?? At(rest, size - 1) ?? Newest(rest) ?? first);
    }

    // Of a rowid no number is there twice, so a range of so many numbers never holds more rows. Where they lie close, that spares passing over every one.
    private string? Dense(string first, string rest, int size)
    {
        if (size <= Probe || Number(first) is not { } from || !IsRowid()) return null;

        if (Number(At(rest, Probe - 1)) is not { } near || near - from >= 2 * Probe || Number(Newest(rest)) is not { } newest) return null;

        return Math.Min(newest, from > long.MaxValue - size ? long.MaxValue : from + size - 1).ToString(CultureInfo.InvariantCulture);
    }

    private string? At(string rest, int offset) => Text($"SELECT quote({_key}) {rest} ORDER BY {_key} LIMIT 1 OFFSET {offset.ToString(CultureInfo.InvariantCulture)}");

    private string? Newest(string rest) => Text($"SELECT quote({_key}) {rest} ORDER BY {_key} DESC LIMIT 1");

    private static long? Number(string? literal) => long.TryParse(literal, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private bool IsRowid()
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN SELECT 1 FROM {_table} WHERE {_key} > 0";
        using var reader = command.ExecuteReader();
        return reader.Read() && reader.GetString(3).Contains("USING INTEGER PRIMARY KEY", StringComparison.Ordinal);
    }

    private string? Text(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as string;
    }
}
