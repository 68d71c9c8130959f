using System.Text;

namespace Pipeline.Sdk.Generation.Setup;

/// <summary>Reports as a page.</summary>
internal static class SetupMarkdown
{
    public static string Write(IReadOnlyCollection<DialectReport> reports)
    {
        var text = new StringBuilder();
        text.Append("# Set-up of the CI systems\n\nWhat the generated files cannot do by themselves. What is marked **first** comes before the first run: without it the workflow is unsafe.\n");
        foreach (var report in reports)
        {
            text.Append("\n## ").Append(report.Workflow).Append(" on ").Append(report.Dialect).Append("\n\n`").Append(report.File).Append("`\n");
            if (!report.Setup.IsEmpty)
            {
                text.Append("\n| set up | name | how |\n| --- | --- | --- |\n");
                foreach (var item in report.Setup)
                    text.Append("| ").Append(item.IsUrgent ? "**first:** " : "").Append(item.Kind).Append(" | `").Append(item.Name).Append("` | ").Append(Cell(item.Action)).Append(" |\n");
            }

            if (report.Capabilities.IsEmpty)
                continue;

            text.Append("\n| feature | here | how |\n| --- | --- | --- |\n");
            foreach (var capability in report.Capabilities)
                text.Append("| ").Append(Cell(capability.Feature)).Append(" | ").Append(SetupWords.Of(capability.Level)).Append(" | ").Append(Cell(capability.Remark)).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);
}
