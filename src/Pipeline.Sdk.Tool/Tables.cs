using Spectre.Console;

namespace Pipeline.Sdk.Tool;

/// <summary>A table on a terminal; the same words in columns without lines elsewhere, so that a log can be searched.</summary>
internal static class Tables
{
    public static void Write(string[] heads, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        if (Console.IsOutputRedirected)
        {
            var widths = heads.Select((head, column) => all.Select(row => row[column].Length).Append(head.Length).Max()).ToArray();
            foreach (var row in all.Prepend(heads))
                Console.WriteLine(string.Join("  ", row.Select((text, column) => text.PadRight(widths[column]))).TrimEnd());
            return;
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (var head in heads)
            table.AddColumn(Markup.Escape(head));
        foreach (var row in all)
            table.AddRow([.. row.Select(Markup.Escape)]);
        AnsiConsole.Write(table);
    }
}
