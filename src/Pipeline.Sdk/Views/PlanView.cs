using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Views;

/// <summary>What <c>--plan</c> and <c>--dry-run</c> show.</summary>
internal static class PlanView
{
    /// <summary>More items than these are one line.</summary>
    private const int MostItems = 10;

    /// <summary>Every step with what happens to it, why, and what it waits for; then where every value comes from.</summary>
    public static void Write(TextWriter writer, Plan plan, bool isDetailed)
    {
        writer.WriteLine($"Plan for {string.Join(' ', plan.Requested)}{(plan.Environment is { } environment ? $" in {environment.Name}" : "")}");
        writer.WriteLine();
        var folded = isDetailed ? [] : Folded(plan);
        var width = Columns.Width(plan.Steps.Where(step => step.Target.Definition.Parent is not { } parent || !folded.ContainsKey(parent)).Select(step => step.Name));
        foreach (var step in plan.Steps)
        {
            if (step.Target.Definition.Parent is { } parent && folded.TryGetValue(parent, out var items))
            {
                if (items.Remove(step) && items.Count == 0)
                    WriteFolded(writer, plan, step, parent);
                continue;
            }

            writer.WriteLine($"{step.Index + 1,3}. {What(step)}  {Columns.Pad(step.Name, width)}  {step.Reason}{Waits(plan, step)}{Marks(step)}");
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

    /// <summary>What happens to a step, in a word.</summary>
    public static string Word(PlanStep step) => step.Disposition switch { StepDisposition.Run when step.Result is { IsStored: true } => "cached", StepDisposition.Run => "run", StepDisposition.Skip => "skip", _ => "provided" };

    private static string What(PlanStep step) => Columns.Pad(Word(step), 8);

    private static string Waits(Plan plan, PlanStep step)
    {
        var waits = step.WaitsFor.IsEmpty ? "" : $"; after {Names(plan, step.WaitsFor)}";
        if (step.Target.IsLast)
            return waits + "; once everything else has ended";

        return step.Follows.IsEmpty ? waits : $"{waits}; once {Names(plan, step.Follows)} ended";
    }

    // The items of a target that has many are named by it.
    private static string Names(Plan plan, System.Collections.Immutable.ImmutableArray<int> indexes)
    {
        if (indexes.Length <= MostItems)
            return string.Join(", ", indexes.Select(index => plan.Steps[index].Name));

        return string.Join(", ", indexes.Take(3).Select(index => plan.Steps[index].Name)) + $" and {indexes.Length - 3} others";
    }

    private static string Marks(PlanStep step)
    {
        if (step.Disposition != StepDisposition.Run)
            return "";

        var marks = StepMarks.Of(step);
        if (step.Result is { } result)
            marks.Insert(0, result.IsStored ? $"{result.Reason}; saves {Durations.Text(result.Saved)}" : result.Reason);
        return marks.Count == 0 ? "" : $" ({string.Join("; ", marks)})";
    }

    private static Dictionary<string, HashSet<PlanStep>> Folded(Plan plan) => plan.Steps
        .Where(step => step.Target.Definition.Parent is not null)
        .GroupBy(step => step.Target.Definition.Parent ?? "", StringComparer.Ordinal)
        .Where(items => items.Count() > MostItems)
        .ToDictionary(items => items.Key, items => items.ToHashSet(), StringComparer.Ordinal);

    private static void WriteFolded(TextWriter writer, Plan plan, PlanStep last, string parent)
    {
        var items = plan.Steps.Where(step => step.Target.Definition.Parent == parent).ToList();
        var running = items.Count(step => step.Disposition == StepDisposition.Run);
        var others = items.Count == running ? "" : $", {items.Count - running} left out";
        writer.WriteLine($"{last.Index + 1,3}. run       {parent}:*  {running} items{others}; --verbosity detailed names them{Marks(last)}");
    }

    /// <summary>The targets that would run, one a line, in an order that respects every dependency.</summary>
    public static void WriteDryRun(TextWriter writer, Plan plan)
    {
        foreach (var step in plan.Steps)
            writer.WriteLine(step is { Disposition: StepDisposition.Run, Result.IsStored: true } ? $"would take the stored result of {step.Name}" : step.Disposition == StepDisposition.Run ? $"would run {step.Name}" : $"would not run {step.Name}: {step.Reason}");
    }
}
