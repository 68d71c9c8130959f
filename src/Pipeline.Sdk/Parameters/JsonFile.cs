using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Pipeline.Sdk.Parameters;

/// <summary>Reads a file that holds one JSON object, comments and trailing commas allowed, and keeps the place of everything.</summary>
internal static class JsonFile
{
    /// <summary>The names of the object in the order of the file; a name that stands there twice is there twice.</summary>
    /// <param name="file">The file as people should see it.</param>
    /// <param name="bytes">What it holds, UTF-8.</param>
    /// <exception cref="JsonFileException">It is not JSON, or no object.</exception>
    public static ImmutableArray<JsonEntry> Read(string file, byte[] bytes)
    {
        // Editors on Windows put a mark in front, which the reader does not know.
        var text = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes;
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            reader.Read();
            var place = FilePosition.Of(file, text, (int)reader.TokenStartIndex);
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new JsonFileException(place, "expected an object: { \"name\": value }");

            var entry = Value(file, text, ref reader, "", place);
            reader.Read();
            return entry.Items;
        }
        catch (JsonException error)
        {
            throw new JsonFileException(Place(file, text, error), Reason(error));
        }
        catch (InvalidOperationException)
        {
            // The reader's word for bytes in a text that are not UTF-8.
            throw new JsonFileException(FilePosition.Of(file, text, (int)reader.TokenStartIndex), "the text is not UTF-8");
        }
    }

    private static JsonEntry Value(string file, ReadOnlySpan<byte> text, ref Utf8JsonReader reader, string name, FilePosition namePosition)
    {
        var entry = new JsonEntry
        {
            Name = name,
            NamePosition = namePosition,
            Position = FilePosition.Of(file, text, (int)reader.TokenStartIndex),
            Kind = reader.TokenType,
        };
        return reader.TokenType switch
        {
            JsonTokenType.StartObject or JsonTokenType.StartArray => entry with { Items = Items(file, text, ref reader) },
            JsonTokenType.String => entry with { Text = reader.GetString() ?? "" },
            _ => entry with { Text = Encoding.UTF8.GetString(reader.ValueSpan) },
        };
    }

    private static ImmutableArray<JsonEntry> Items(string file, ReadOnlySpan<byte> text, ref Utf8JsonReader reader)
    {
        var items = ImmutableArray.CreateBuilder<JsonEntry>();
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            var place = FilePosition.Of(file, text, (int)reader.TokenStartIndex);
            var name = "";
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = reader.GetString() ?? "";
                reader.Read();
            }

            items.Add(Value(file, text, ref reader, name, place));
        }

        return items.ToImmutable();
    }

    private static FilePosition Place(string file, ReadOnlySpan<byte> text, JsonException error)
    {
        var lineStart = 0;
        for (var line = 0L; line < error.LineNumber; line++)
            lineStart += text[lineStart..].IndexOf((byte)'\n') + 1;
        return FilePosition.Of(file, text, lineStart + (int)(error.BytePositionInLine ?? 0));
    }

    // The reader appends its own line and byte counts, which begin at 0.
    private static string Reason(JsonException error)
    {
        var end = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? error.Message : error.Message[..end]).TrimEnd('.');
    }
}
