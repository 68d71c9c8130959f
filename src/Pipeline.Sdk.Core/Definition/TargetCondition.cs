namespace Pipeline.Sdk.Definition;

/// <summary>When a target runs. Exactly one of the three is set.</summary>
/// <param name="Reason">The condition in words: <c>only on main</c>. It is shown when the condition does not hold.</param>
internal sealed record TargetCondition(string Reason)
{
    /// <summary>Decided in the plan, from facts alone.</summary>
    public Func<PlanContext, bool>? OfPlan { get; init; }

    /// <summary>The value that <see cref="OfValue"/> reads: one of a parameter or the environment is decided in the plan, one of a target's output before the step.</summary>
    public IValue? Value { get; init; }

    /// <summary>Decided from the value.</summary>
    public Func<IValueReader, bool>? OfValue { get; init; }

    /// <summary>Decided before the step.</summary>
    public Func<RunContext, ValueTask<bool>>? OfRun { get; init; }
}
