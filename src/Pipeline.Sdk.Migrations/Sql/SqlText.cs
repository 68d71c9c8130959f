using System.Text;

namespace Pipeline.Sdk.Migrations;

/// <summary>SQL brought into one form, so that two definitions that differ in spaces, comments, case of keywords or needless quotes are equal.</summary>
internal static class SqlText
{
    public static string Normalise(string text, DatabaseEngine engine)
    {
        var normal = new StringBuilder(text.Length);
        var tokenizer = new SqlTokenizer(text, engine);
        while (tokenizer.MoveNext(out var token))
        {
            if (normal.Length > 0) normal.Append(' ');
            var word = new SqlWord(token.Kind, text.Substring(token.Start, token.Length), token.Start);
            normal.Append(word.Kind switch
            {
                SqlTokenKind.Word => word.Text.ToLowerInvariant(),
                SqlTokenKind.QuotedName => IsPlain(word.Name) ? word.Name : SqlName.Quote(word.Name),
                _ => word.Text,
            });
        }

        return normal.ToString();
    }

    private static bool IsPlain(string name) =>
        name.Length > 0 && (char.IsAsciiLetterLower(name[0]) || name[0] == '_') && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
