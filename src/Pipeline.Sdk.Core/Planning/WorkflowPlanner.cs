using System.Collections.Immutable;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Planning;

/// <summary>Workflow definition + graph → workflow plan: one plan per job, and the edges between jobs derived from the targets. Pure.</summary>
internal sealed class WorkflowPlanner
{
    private readonly TargetGraph _graph;
    private readonly WorkflowDefinition _workflow;
    private readonly Dictionary<IValue, ParameterDefinition> _parameters;
    private readonly Dictionary<JobOutput, string> _outputs;
    private readonly List<Diagnostic> _diagnostics;

    private WorkflowPlanner(TargetGraph graph, WorkflowDefinition workflow, List<Diagnostic> diagnostics)
    {
        _graph = graph;
        _workflow = workflow;
        _diagnostics = diagnostics;
        _parameters = graph.Definition.Parameters.ToDictionary(parameter => parameter.Handle);
        _outputs = [];
        foreach (var job in workflow.Jobs)
        {
            foreach (var output in job.Outputs)
                _outputs.TryAdd(output, job.Name);
        }
    }

    /// <exception cref="InvalidPipelineException">The jobs wait for one another in a circle, or for a job that does not exist.</exception>
    public static WorkflowPlan Plan(TargetGraph graph, WorkflowDefinition workflow)
    {
        var diagnostics = new List<Diagnostic>();
        return Plan(graph, workflow, diagnostics) is { } plan && diagnostics.Count == 0 ? plan : throw new InvalidPipelineException([.. diagnostics]);
    }

    /// <summary>Plans a workflow; null when its jobs have no order.</summary>
    public static WorkflowPlan? Plan(TargetGraph graph, WorkflowDefinition workflow, List<Diagnostic> diagnostics) =>
        new WorkflowPlanner(graph, workflow, diagnostics).Plan();

    private WorkflowPlan? Plan()
    {
        var ordered = JobOrder.Of(_workflow, _graph, _outputs, _diagnostics);
        if (ordered is null)
            return null;

        var jobs = new List<JobPlan>();
        var madeBy = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);
        var isRelease = !_workflow.Tags.IsEmpty || _workflow.Jobs.Any(job => job.Environment is not null);
        foreach (var definition in ordered)
        {
            var job = Plan(definition, jobs, madeBy);
            jobs.Add(job);
            foreach (var step in job.Steps)
            {
                if (IsHandedOn(step, definition) && !madeBy.ContainsKey(step.Name))
                    madeBy = madeBy.Add(step.Name, job.Id);
            }
        }

        var read = jobs.SelectMany(job => job.ImportsFrom).ToHashSet(StringComparer.Ordinal);
        var manual = _workflow.Manual ?? new ManualTrigger();
        return new WorkflowPlan
        {
            Definition = _workflow,
            Jobs = [.. jobs.Select(job => job with { Exports = read.Contains(job.Id), IsAttested = isRelease && read.Contains(job.Id) && Packages(job) })],
            Parameters = _parameters,
            ManualInputs = Known(manual.Inputs),
            CallInputs = Known(_workflow.Call?.Inputs ?? []),
            Environments = manual.ChoosesEnvironment ? [.. _workflow.Jobs.Select(job => job.Environment?.Name).OfType<string>().Distinct()] : [],
            OutputJobs = _outputs,
        };
    }

    /// <summary>
    /// Whether a step's result is handed to later jobs: it has an output, or the job names it, and it means the same in every environment.
    /// A step without an output that is not named (a compilation, say) leaves files that nobody declared; a later job runs it again.
    /// So it does with a job that is split: no leg of it has the whole.
    /// </summary>
    private static bool IsHandedOn(PlanStep step, JobDefinition job) =>
        step.Disposition == StepDisposition.Run
        && JobOrder.HandsOn(job)
        && !step.Target.IsEnvironmentBound
        && (step.Target.Definition.Output is not null || job.Targets.Contains(step.Target.Definition.Handle));

    private static bool Packages(JobPlan job) => job.Running.Any(step => step.Target.Definition.Output is { } output && typeof(IFileBacked).IsAssignableFrom(output));

    private ImmutableArray<ParameterDefinition> Known(ImmutableArray<IValue> handles) =>
        [.. handles.Distinct().Select(handle => _parameters.GetValueOrDefault(handle)).OfType<ParameterDefinition>()];

    private JobPlan Plan(JobDefinition definition, List<JobPlan> earlier, ImmutableDictionary<string, string> madeBy)
    {
        var requested = definition.Targets.Select(handle => _graph.Find(handle.Name)).OfType<GraphTarget>().ToList();
        var steps = StepSelector.Select(_graph, new StepSelection { Requested = requested, RequestReason = "asked for by the job", Provided = madeBy });
        var declared = JobOrder.Declared(definition, _workflow, _outputs).ToDictionary(need => need.Job, StringComparer.Ordinal);
        var imports = steps.Where(step => step.Disposition == StepDisposition.Provided).GroupBy(step => madeBy[step.Name], step => step.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        var running = steps.Where(step => step.Disposition == StepDisposition.Run).ToList();
        var reads = running.SelectMany(step => step.Target.Parameters).Distinct().ToList();
        var called = definition.Calls is { } workflow ? Plan(_graph, workflow, []) : null;
        var rights = JobRights.Of(definition, running, called);
        return new JobPlan
        {
            Definition = definition,
            Targets = [.. requested.Select(target => target.Name)],
            Steps = steps,
            Legs = JobLegs.Of(definition, _parameters),
            WaitsFor = [.. earlier.Select(job => job.Id).Select(id => Need(id, imports, declared)).OfType<JobNeed>()],
            ImportsFrom = [.. earlier.Select(job => job.Id).Where(imports.ContainsKey)],
            Exports = false,
            Condition = Condition(definition),
            Secrets = [.. reads.Where(parameter => parameter.IsSecret), .. called?.Jobs.SelectMany(job => job.Secrets) ?? []],
            Inputs = [.. Known([.. _workflow.Manual?.Inputs ?? [], .. _workflow.Call?.Inputs ?? []]).Where(reads.Contains)],
            Rights = rights,
            UsesToken = running.Any(step => step.Target.Definition.Draft.Rights.Any(right => right.Scope != TokenScope.IdToken)),
            Calls = called,
            CallValues = [.. definition.CallValues.Where(value => _parameters.ContainsKey(value.Parameter)).Select(value => new CallValue(_parameters[value.Parameter], _parameters[value.Parameter].TextOf(value.Value)))],
            Overrides = [.. _workflow.Overrides, .. definition.Overrides],
        };
    }

    private static JobNeed? Need(string id, Dictionary<string, List<string>> imports, Dictionary<string, JobNeed> declared) =>
        imports.TryGetValue(id, out var targets) ? new JobNeed(id, $"results of {string.Join(", ", targets)}") : declared.GetValueOrDefault(id);

    // A job that works on an environment never runs for a pull request. The branches are repeated because a pipeline's settings can override the
    // triggers that stand in its file.
    private RunCondition? Condition(JobDefinition job)
    {
        if (job.Environment is null)
            return job.Condition;

        var guard = !RunCondition.Event(WorkflowEvent.PullRequest);
        if (job.Condition is { } own)
            return RunConditionTree.CanHold(own, WorkflowEvent.PullRequest) ? RunConditionTree.Whole(own) & guard : own;

        var started = new List<RunCondition> { RunCondition.Event(WorkflowEvent.Manual) };
        if (!_workflow.Schedules.IsEmpty)
            started.Add(RunCondition.Event(WorkflowEvent.Schedule));
        started.AddRange((_workflow.Push?.Branches ?? []).Select(RunCondition.Branch));
        started.AddRange(_workflow.Tags.Select(RunCondition.Tag));
        return _workflow.Call is not null ? guard : guard & started.Select(Prefix).Aggregate((left, right) => left | right);
    }

    // Expressions know no patterns: up to its first '*' one is exact, and the trigger has matched the rest.
    private static RunCondition Prefix(RunCondition condition) =>
        condition is RefCondition found && found.Pattern.IndexOf('*', StringComparison.Ordinal) is var star and >= 0
            ? found with { Pattern = found.Pattern[..(star + 1)] }
            : condition;
}
