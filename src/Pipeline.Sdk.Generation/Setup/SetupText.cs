using System.Text;

namespace Pipeline.Sdk.Generation.Setup;

/// <summary>Reports as plain text.</summary>
internal static class SetupText
{
    public static string Write(IEnumerable<DialectReport> reports)
    {
        var text = new StringBuilder();
        foreach (var report in reports)
        {
            text.Append(report.Workflow).Append(" on ").Append(report.Dialect).Append(" (").Append(report.File).Append(")\n");
            foreach (var capability in report.Capabilities)
                text.Append("  ").Append(SetupWords.Of(capability.Level)).Append(": ").Append(capability.Feature).Append(": ").Append(capability.Remark).Append('\n');
            foreach (var item in report.Setup)
                text.Append(item.IsUrgent ? "  ! " : "  - ").Append(item.Kind).Append(' ').Append(item.Name).Append(": ").Append(item.Action).Append('\n');
        }

        return text.ToString();
    }
}
