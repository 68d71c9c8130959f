using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Pipeline.Sdk.Migrations;

/// <summary>What SQLite knows about references between tables.</summary>
internal static class SqliteForeignKeys
{
    private const int Shown = 5;

    /// <summary>Whether any table may have one; the word stands in the text of each that has.</summary>
    public static bool MayExist(SqliteConnection connection) =>
        SqliteSnapshots.Number(connection, "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND instr(upper(sql), 'REFERENCES') > 0)") != 0;

    /// <summary>Rows that refer to nothing, for a message; null when there are none.</summary>
    public static string? Violations(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA foreign_key_check";
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        var count = 0;
        while (reader.Read())
        {
            count++;
            if (rows.Count == Shown) continue;

            var row = reader.IsDBNull(1) ? "a row" : "row " + reader.GetInt64(1).ToString(CultureInfo.InvariantCulture);
            rows.Add($"{row} of '{reader.GetString(0)}' to '{reader.GetString(2)}'");
        }

        if (count == 0) return null;

        return count > Shown ? $"{string.Join(", ", rows)} and {count - Shown} more" : string.Join(", ", rows);
    }

    /// <summary>The tables whose rows would be deleted or changed if all rows of a table went; null when there are none.</summary>
    public static string? TablesThatFollow(SqliteConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT DISTINCT quote(referrer.name)
            FROM sqlite_schema AS referrer, pragma_foreign_key_list(referrer.name) AS key
            WHERE referrer.type = 'table'
              AND key."table" = $table COLLATE NOCASE
              AND referrer.name <> $table COLLATE NOCASE
              AND key.on_delete IN ('CASCADE', 'SET NULL', 'SET DEFAULT')
            ORDER BY 1
            """;
        command.Parameters.AddWithValue("$table", table);
        using var reader = command.ExecuteReader();
        var referrers = new List<string>();
        while (reader.Read()) referrers.Add(reader.GetString(0));
        return referrers.Count == 0 ? null : string.Join(", ", referrers);
    }
}
