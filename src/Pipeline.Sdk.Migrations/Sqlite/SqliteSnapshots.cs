using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Pipeline.Sdk.Migrations;

/// <summary>Reads a SQLite database's schema as single facts, and hashes its rows.</summary>
internal sealed class SqliteSnapshots(SqliteConnection connection, ImmutableArray<string> volatileColumns)
{
    public DatabaseSnapshot Take()
    {
        var objects = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var data = ImmutableSortedDictionary.CreateBuilder<string, TableData>(StringComparer.Ordinal);
        foreach (var table in Tables())
        {
            AddTable(table, objects);
            data[table] = Hash(table);
        }

        foreach (var row in Rows("SELECT type, name, coalesce(sql, ''), tbl_name FROM sqlite_schema WHERE type IN ('view', 'trigger', 'index') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"))
        {
            if (!IsOwn(row[3])) objects[$"{row[0]} {row[1]}"] = SqlText.Normalise(row[2], DatabaseEngine.Sqlite);
        }

        return new DatabaseSnapshot(objects.ToImmutable(), data.ToImmutable());
    }

    public IEnumerable<string> Tables() =>
        Rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name").Select(row => row[0]).Where(table => !IsOwn(table));

    public static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static bool IsOwn(string table) => table is HistoryLayout.SqliteTable or HistoryLayout.SqliteEvents;

    private void AddTable(string table, ImmutableSortedDictionary<string, string>.Builder objects)
    {
        var name = SqlName.Text(table);
        objects[$"table {table}"] = "checks: " + Checks(Rows($"SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = {name}")[0][0]);
        foreach (var column in Rows($"SELECT name, type, \"notnull\", coalesce(dflt_value, ''), pk, hidden FROM pragma_table_xinfo({name})"))
            objects[$"column {table}.{column[0]}"] = string.Join(' ', column[1..]);
        foreach (var key in Rows($"SELECT id, seq, \"table\", \"from\", coalesce(\"to\", ''), on_update, on_delete FROM pragma_foreign_key_list({name}) ORDER BY \"from\""))
            objects[$"foreign key {table}.{key[3]}"] = string.Join(' ', key[2..]);
        foreach (var index in Rows($"SELECT name, \"unique\", origin, partial FROM pragma_index_list({name}) WHERE origin <> 'c'"))
        {
            var columns = string.Join(", ", Rows($"SELECT coalesce(name, '') FROM pragma_index_info({SqlName.Text(index[0])})").Select(row => row[0]));
            objects[$"constraint {table} ({columns})"] = index[2];
        }
    }

    // Everything else of CREATE TABLE is in the pragmas; CHECK, COLLATE, AUTOINCREMENT, STRICT and WITHOUT ROWID are only in its text.
    private static string Checks(string sql)
    {
        var words = new SqlStatement(sql, 1, DatabaseEngine.Sqlite).Words;
        var found = new StringBuilder();
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Is("AUTOINCREMENT") || words[i].Is("STRICT") || words[i].Is("WITHOUT")) found.Append(words[i].Name).Append(' ');
            if (words[i].Is("COLLATE") && i + 1 < words.Length) found.Append("collate ").Append(words[i + 1].Name).Append(' ');
            if (!words[i].Is("CHECK")) continue;

            var depth = 0;
            do
            {
                i++;
                if (words[i].IsSymbol('(')) depth++;
                if (words[i].IsSymbol(')')) depth--;
                found.Append(words[i].IsName ? words[i].Name : words[i].Text).Append(' ');
            }
            while (depth > 0 && i + 1 < words.Length);
        }

        return found.ToString();
    }

    private TableData Hash(string table)
    {
        var columns = Rows($"SELECT name FROM pragma_table_xinfo({SqlName.Text(table)}) WHERE hidden <> 1").Select(row => row[0])
            .Where(column => !volatileColumns.Contains($"{table}.{column}", StringComparer.OrdinalIgnoreCase)).ToArray();
        var (rows, total, sums) = (0L, UInt128.Zero, new UInt128[columns.Length]);
        if (columns.Length > 0)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT {string.Join(", ", columns.Select(SqlName.Quote))} FROM {SqlName.Quote(table)}";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                rows++;
                var row = new StringBuilder();
                for (var i = 0; i < columns.Length; i++)
                {
                    var value = Text(reader, i);
                    sums[i] += RowHash.Of(value);
                    row.Append(columns[i]).Append('=').Append(value.Length).Append(':').Append(value).Append(';');
                }

                total += RowHash.Of(row.ToString());
            }
        }

        return new TableData(rows, total.ToString("x32", CultureInfo.InvariantCulture), columns.Zip(sums)
            .ToImmutableSortedDictionary(pair => pair.First, pair => pair.Second.ToString("x32", CultureInfo.InvariantCulture), StringComparer.Ordinal));
    }

    private static string Text(SqliteDataReader reader, int column) => reader.GetValue(column) switch
    {
        DBNull => "null",
        byte[] bytes => "b" + Convert.ToHexString(bytes),
        double real => "r" + real.ToString("R", CultureInfo.InvariantCulture),
        long number => "i" + number.ToString(CultureInfo.InvariantCulture),
        var other => "t" + Convert.ToString(other, CultureInfo.InvariantCulture),
    };

    private List<string[]> Rows(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture) ?? "")]);
        return rows;
    }
}
