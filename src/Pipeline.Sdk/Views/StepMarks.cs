using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Views;

/// <summary>What is special about a step, in words that every view uses.</summary>
internal static class StepMarks
{
    /// <summary>For example <c>tried 3 times</c>, <c>at most 5 min 00 s</c>, <c>uses database</c>.</summary>
    public static List<string> Of(PlanStep step)
    {
        var draft = step.Target.Definition.Draft;
        var marks = new List<string>();
        if (step.Target.IsFinally)
            marks.Add("always runs");
        if (draft.ContinuesOnFailure)
            marks.Add("its failure is tolerated");
        if (draft.Retry is { } retry)
            marks.Add($"tried up to {retry.Attempts} times");
        if (draft.Timeout is { } timeout)
            marks.Add("at most " + Durations.Text(timeout));
        foreach (var use in draft.Uses)
            marks.Add(use.Resource.Capacity == 1 ? "uses " + use.Resource.Name : $"uses {use.Units} of {use.Resource.Capacity} {use.Resource.Name}");
        foreach (var condition in draft.Conditions)
        {
            if (condition.OfRun is not null || condition.Value is Target)
                marks.Add(condition.Reason);
        }

        return marks;
    }
}
