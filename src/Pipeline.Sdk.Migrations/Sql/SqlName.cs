using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>Identifiers and strings as they are written into SQL.</summary>
internal static class SqlName
{
    /// <summary>An identifier in quotes, whatever it holds.</summary>
    public static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>A string in quotes. Scripts run with standard_conforming_strings, so a backslash is a backslash.</summary>
    public static string Text(string? text) => text is null ? "NULL" : "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>A name that may be qualified, as someone wrote it (<c>sales."Order Lines"</c>), as its parts.</summary>
    public static ImmutableArray<string> Parts(string name, DatabaseEngine engine) =>
        [.. new SqlStatement(name, 1, engine).Words.Where(word => word.IsName).Select(word => word.Name)];

    /// <summary>A name that may be qualified, quoted part by part.</summary>
    public static string QuoteParts(string name, DatabaseEngine engine) => string.Join('.', Parts(name, engine).Select(Quote));
}
