using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.GitHub;

/// <summary>
/// Condition trees as GitHub's expressions. A status function is always written: GitHub adds <c>success()</c> only while none stands in the expression, and
/// the next editor may add one.
/// </summary>
internal static class GitHubConditions
{
    private const int Or = 1;
    private const int And = 2;
    private const int Unary = 3;

    /// <summary>The condition of a job, or null for the one that holds without being written.</summary>
    public static string? Of(WorkflowPlan plan, RunCondition? condition) =>
        condition is null or StatusCondition { Status: JobStatus.Success } ? null : Text(plan, RunConditionTree.Whole(condition), 0);

    /// <summary>A parameter's value when the workflow was started by something that gives none: the default.</summary>
    public static string Input(ParameterDefinition input)
    {
        var text = input.Default is { } value ? input.TextOf(value) : "";

        // Without inputs the value is null, and for a flag or a number `||` would take false and 0 for nothing too.
        if (InputTypes.Of(input) is "boolean" or "number")
            return $"(format('{{0}}', inputs.{input.InputName()}) || {Literal(InputTypes.Text(input, text))})";

        return text.Length == 0 ? $"inputs.{input.InputName()}" : $"(inputs.{input.InputName()} || {Literal(text)})";
    }

    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Text(WorkflowPlan plan, RunCondition condition, int around) => condition switch
    {
        StatusCondition { Status: JobStatus.Success } => "success()",
        StatusCondition { Status: JobStatus.Failure } => "failure()",
        StatusCondition { Status: JobStatus.Always } => "always()",
        StatusCondition => "!cancelled()",
        EventCondition one => $"github.event_name == '{Event(one.Started)}'",
        RefCondition { IsPrefix: true } reference => $"startsWith(github.ref, {Literal(reference.Text)})",
        RefCondition reference => $"github.ref == {Literal(reference.Text)}",
        ParameterCondition tested when plan.Parameters.TryGetValue(tested.Handle, out var input) => $"{Input(input)} == {Literal(InputTypes.Text(input, input.TextOf(tested.Value)))}",
        EnvironmentCondition chosen => $"inputs.environment == {Literal(chosen.Environment)}",
        OutputCondition output => $"needs.{plan.OutputJobs.GetValueOrDefault(output.Source)}.outputs.{output.Source.Name} == {Literal(output.Text)}",
        JobCondition job => $"needs.{job.Name}.result == '{Outcome(job.Outcome)}'",
        AllCondition all => Join(Text(plan, all.Left, And), "&&", Text(plan, all.Right, And), And, around),
        AnyCondition any => Join(Text(plan, any.Left, Or), "||", Text(plan, any.Right, Or), Or, around),
        NotCondition { Inner: EventCondition one } => $"github.event_name != '{Event(one.Started)}'",
        NotCondition not => $"!({Text(plan, not.Inner, 0)})",
        _ => throw new InvalidOperationException($"A condition of type {condition.GetType().Name} has no form on GitHub."),
    };

    private static string Join(string left, string sign, string right, int own, int around)
    {
        var text = $"{left} {sign} {right}";
        return own < around || around == Unary ? $"({text})" : text;
    }

    private static string Event(WorkflowEvent started) => started switch
    {
        WorkflowEvent.Push => "push",
        WorkflowEvent.PullRequest => "pull_request",
        WorkflowEvent.Schedule => "schedule",
        _ => "workflow_dispatch",
    };

    private static string Outcome(JobOutcome outcome) => outcome switch
    {
        JobOutcome.Succeeded => "success",
        JobOutcome.Failed => "failure",
        _ => "skipped",
    };
}
