using System.Text;

namespace Pipeline.Sdk.Migrations;

/// <summary>Puts the keys of a range in the place of <c>:from</c> and <c>:to</c>.</summary>
internal static class BatchText
{
    public static string Of(SqlStatement statement, BatchRange range)
    {
        var text = new StringBuilder();
        var copied = 0;
        foreach (var word in statement.Words.Where(word => word.Kind == SqlTokenKind.Placeholder && word.Text is ":from" or ":to"))
        {
            text.Append(statement.Text, copied, word.Start - copied).Append(word.Text == ":from" ? range.From : range.To);
            copied = word.Start + word.Text.Length;
        }

        return text.Append(statement.Text, copied, statement.Text.Length - copied).ToString();
    }

    public static bool HasBoth(SqlStatement statement) =>
        statement.Words.Any(word => word.Kind == SqlTokenKind.Placeholder && word.Text == ":from") && statement.Words.Any(word => word.Kind == SqlTokenKind.Placeholder && word.Text == ":to");
}
