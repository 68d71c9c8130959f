using Microsoft.Data.Sqlite;

namespace MyService;

/// <summary>The notes in the database.</summary>
/// <param name="path">The path of the SQLite database.</param>
public sealed class Notes(string path)
{
    // Never created here: an empty file would look like a database that lost everything.
    private readonly string _connection = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite }.ToString();

    /// <summary>All notes, the oldest first.</summary>
    public IReadOnlyList<Note> All()
    {
        using var connection = new SqliteConnection(_connection);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT text FROM notes ORDER BY id";
        using var reader = command.ExecuteReader();
        var notes = new List<Note>();
        while (reader.Read())
            notes.Add(new Note(reader.GetString(0)));
        return notes;
    }

    /// <summary>Keeps a note.</summary>
    public Note Add(string text)
    {
        using var connection = new SqliteConnection(_connection);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO notes (text) VALUES ($text)";
        command.Parameters.AddWithValue("$text", text);
        command.ExecuteNonQuery();
        return new Note(text);
    }
}
