using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Views;

/// <summary>What <c>--plan</c> and <c>--dry-run</c> show.</summary>
internal static class PlanView
{
    /// <summary>Every step with what happens to it, why, and what it waits for; then where every value comes from.</summary>
    public static void Write(TextWriter writer, Plan plan)
    {
        writer.WriteLine($"Plan for {string.Join(' ', plan.Requested)}{(plan.Environment is { } environment ? $" in {environment.Name}" : "")}");
        writer.WriteLine();
        var width = Columns.Width(plan.Steps.Select(step => step.Name));
        foreach (var step in plan.Steps)
        {
            var what = step.Disposition switch { StepDisposition.Run => "run     ", StepDisposition.Skip => "skip    ", _ => "provided" };
            var waits = step.WaitsFor.IsEmpty ? "" : $"; after {string.Join(", ", step.WaitsFor.Select(index => plan.Steps[index].Name))}";
            writer.WriteLine($"{step.Index + 1,3}. {what}  {Columns.Pad(step.Name, width)}  {step.Reason}{waits}");
        }

        if (!plan.Parameters.IsEmpty)
        {
            writer.WriteLine();
            writer.WriteLine("Parameters");
            foreach (var parameter in plan.Parameters)
                writer.WriteLine($"  {parameter.Definition.Name} = {parameter.Text} ({parameter.Source})");
        }

        if (!plan.NeedsConfirmation.IsEmpty)
        {
            writer.WriteLine();
            writer.WriteLine($"Asks for a confirmation first: {string.Join(", ", plan.NeedsConfirmation)} changes {plan.Environment?.Name}.");
        }
    }

    /// <summary>The targets that would run, one a line, in an order that respects every dependency.</summary>
    public static void WriteDryRun(TextWriter writer, Plan plan)
    {
        foreach (var step in plan.Steps)
            writer.WriteLine(step.Disposition == StepDisposition.Run ? $"would run {step.Name}" : $"would not run {step.Name}: {step.Reason}");
    }
}
