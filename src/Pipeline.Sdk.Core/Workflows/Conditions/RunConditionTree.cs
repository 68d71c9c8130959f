namespace Pipeline.Sdk;

/// <summary>Questions about a condition that need no run.</summary>
internal static class RunConditionTree
{
    /// <summary>The condition with the test of the jobs before that is meant when none is written.</summary>
    public static RunCondition Whole(RunCondition? condition) => condition switch
    {
        null => RunCondition.OnSuccess,
        _ when HasStatus(condition) => condition,
        _ => RunCondition.OnSuccess & condition,
    };

    public static bool HasStatus(RunCondition condition) => Leaves(condition).Any(leaf => leaf is StatusCondition);

    /// <summary>Every test in it, in order.</summary>
    public static IEnumerable<RunCondition> Leaves(RunCondition condition) => condition switch
    {
        AllCondition all => Leaves(all.Left).Concat(Leaves(all.Right)),
        AnyCondition any => Leaves(any.Left).Concat(Leaves(any.Right)),
        NotCondition not => Leaves(not.Inner),
        _ => [condition],
    };

    /// <summary>Whether it can hold in a run that was started by this; when in doubt, it can.</summary>
    public static bool CanHold(RunCondition? condition, WorkflowEvent started) => condition is null || Ask(condition, started) != false;

    // true or false when the event alone decides, null when more is needed.
    private static bool? Ask(RunCondition condition, WorkflowEvent started) => condition switch
    {
        EventCondition one => one.Started == started,

        // A pull request's reference is neither a branch's nor a tag's, and nobody chooses anything for it.
        RefCondition when started == WorkflowEvent.PullRequest => false,
        EnvironmentCondition when started != WorkflowEvent.Manual => false,
        AllCondition all => (Ask(all.Left, started), Ask(all.Right, started)) switch
        {
            (false, _) or (_, false) => false,
            (true, true) => true,
            _ => null,
        },
        AnyCondition any => (Ask(any.Left, started), Ask(any.Right, started)) switch
        {
            (true, _) or (_, true) => true,
            (false, false) => false,
            _ => null,
        },
        NotCondition not => !Ask(not.Inner, started),
        StatusCondition { Status: JobStatus.Always } => true,
        _ => null,
    };
}
