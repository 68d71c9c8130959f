using Pipeline.Sdk.CommandLine;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Views;

/// <summary>The forms of <c>--plan</c>.</summary>
internal static class PlanViews
{
    /// <summary>Shows a plan.</summary>
    /// <param name="writer">Where it writes.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="format">The form.</param>
    /// <param name="isDetailed">Whether the text has every item.</param>
    public static void Write(TextWriter writer, Plan plan, ViewFormat format, bool isDetailed)
    {
        switch (format)
        {
            case ViewFormat.Json:
                PlanJson.Write(writer, plan);
                break;
            case ViewFormat.Html:
                HtmlPlanView.Write(writer, plan);
                break;
            case ViewFormat.Mermaid:
                MermaidView.Write(writer, plan);
                break;
            case ViewFormat.Dot:
                DotView.Write(writer, plan);
                break;
            default:
                PlanView.Write(writer, plan, isDetailed);
                break;
        }
    }
}
