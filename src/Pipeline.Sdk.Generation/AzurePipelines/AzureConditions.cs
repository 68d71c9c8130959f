using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Azure;

/// <summary>Condition trees as Azure's expressions. One that is written replaces the implied <c>succeeded()</c>, so the test of the jobs before always stands in it.</summary>
internal static class AzureConditions
{
    public const string Always = "always()";

    /// <summary>The parameter of a template that says when it is called.</summary>
    public const string CallCondition = "callCondition";

    /// <summary>The condition of a job or stage, or null for the one that holds without being written.</summary>
    public static string? Of(WorkflowPlan plan, JobPlan job)
    {
        var own = job.Condition is null or StatusCondition { Status: JobStatus.Success } ? null : Text(plan, RunConditionTree.Whole(job.Condition));
        return plan.IsCalled && job.WaitsFor.IsEmpty ? $"and({own ?? "succeeded()"}, ${{{{ parameters.{CallCondition} }}}})" : own;
    }

    /// <summary>The condition of a call: it says nothing about the jobs before.</summary>
    public static string Of(WorkflowPlan plan, RunCondition condition) => Text(plan, condition);

    public static string OnLeg(string leg) => $"and(succeeded(), eq(variables['{AzureJobs.LegVariable}'], '{leg}'))";

    public static string OnWindows(bool isWindows) => $"and(succeeded(), {(isWindows ? "eq" : "ne")}(variables['Agent.OS'], 'Windows_NT'))";

    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Where an output of a job is found from the condition of a stage or job.</summary>
    public static string OutputPath(WorkflowPlan plan, JobOutput output, bool inJob)
    {
        var owner = plan.Find(plan.OutputJobs.GetValueOrDefault(output) ?? "") ?? throw new InvalidOperationException($"No job gives the output {output.Name}.");
        var step = $"{JobFacts.BuildStep}.{output.Name}";

        // The steps of a deployment job are named by the job again.
        var inner = owner.Environment is null ? step : $"{owner.Id}.{step}";
        return !AzureGenerator.HasStages(plan) ? $"dependencies.{owner.Id}.outputs['{inner}']"
            : inJob ? $"stageDependencies.{owner.Id}.{owner.Id}.outputs['{inner}']"
            : $"dependencies.{owner.Id}.outputs['{owner.Id}.{inner}']";
    }

    private static string Text(WorkflowPlan plan, RunCondition condition) => condition switch
    {
        StatusCondition { Status: JobStatus.Success } => "succeeded()",
        StatusCondition { Status: JobStatus.Failure } => "failed()",
        StatusCondition { Status: JobStatus.Always } => Always,

        // succeededOrFailed() of a job is false when a job before it was skipped.
        StatusCondition => "not(canceled())",
        EventCondition { Started: WorkflowEvent.Push } => "in(variables['Build.Reason'], 'IndividualCI', 'BatchedCI')",
        EventCondition one => $"eq(variables['Build.Reason'], '{Reason(one.Started)}')",
        RefCondition { IsPrefix: true } reference => $"startsWith(variables['Build.SourceBranch'], {Literal(reference.Text)})",
        RefCondition reference => $"eq(variables['Build.SourceBranch'], {Literal(reference.Text)})",
        ParameterCondition tested when plan.Parameters.TryGetValue(tested.Handle, out var input) => $"eq({Input(input)}, {Literal(input.TextOf(tested.Value))})",
        EnvironmentCondition chosen => $"eq('${{{{ parameters.environment }}}}', {Literal(chosen.Environment)})",
        OutputCondition output => $"eq({OutputPath(plan, output.Source, inJob: false)}, {Literal(output.Text)})",
        JobCondition { Outcome: JobOutcome.Succeeded } job => $"in(dependencies.{job.Name}.result, 'Succeeded', 'SucceededWithIssues')",
        JobCondition job => $"eq(dependencies.{job.Name}.result, '{job.Outcome}')",
        AllCondition all => $"and({string.Join(", ", Parts<AllCondition>(all, part => (part.Left, part.Right)).Select(part => Text(plan, part)))})",
        AnyCondition any => $"or({string.Join(", ", Parts<AnyCondition>(any, part => (part.Left, part.Right)).Select(part => Text(plan, part)))})",
        NotCondition { Inner: EventCondition { Started: not WorkflowEvent.Push } one } => $"ne(variables['Build.Reason'], '{Reason(one.Started)}')",
        NotCondition not => $"not({Text(plan, not.Inner)})",
        _ => throw new InvalidOperationException($"A condition of type {condition.GetType().Name} has no form on Azure Pipelines."),
    };

    // and() and or() take any number.
    private static IEnumerable<RunCondition> Parts<T>(RunCondition condition, Func<T, (RunCondition Left, RunCondition Right)> split)
        where T : RunCondition =>
        condition is T node && split(node) is var (left, right) ? Parts(left, split).Concat(Parts(right, split)) : [condition];

    // A parameter is put into the text before the expression is read, so a quote in it must not end the literal.
    private static string Input(ParameterDefinition input) =>
        InputTypes.Of(input) == "string" && !input.IsList
            ? $"'${{{{ replace(parameters.{input.InputName()}, '''', '''''') }}}}'"
            : $"'${{{{ parameters.{input.InputName()} }}}}'";

    private static string Reason(WorkflowEvent started) => started switch
    {
        WorkflowEvent.PullRequest => "PullRequest",
        WorkflowEvent.Schedule => "Schedule",
        _ => "Manual",
    };
}
