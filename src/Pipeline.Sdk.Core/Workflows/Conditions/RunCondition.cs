namespace Pipeline.Sdk;

/// <summary>
/// When a job runs, as a tree of typed tests joined by <c>&amp;</c>, <c>|</c> and <c>!</c>. A condition that says nothing about the outcome of earlier jobs
/// means: when they succeeded, and the rest holds.
/// </summary>
public abstract record RunCondition
{
    private protected RunCondition()
    {
    }

    /// <summary>All jobs before, direct and indirect, succeeded. The default.</summary>
    public static RunCondition OnSuccess { get; } = new StatusCondition(JobStatus.Success);

    /// <summary>A job before, direct or indirect, failed.</summary>
    public static RunCondition OnFailure { get; } = new StatusCondition(JobStatus.Failure);

    /// <summary>The jobs before have ended, whatever became of them, and the run was not cancelled.</summary>
    public static RunCondition Finished { get; } = new StatusCondition(JobStatus.Finished);

    /// <summary>Whatever became of the jobs before, also when the run was cancelled.</summary>
    public static RunCondition Always { get; } = new StatusCondition(JobStatus.Always);

    /// <summary>The run is for this branch.</summary>
    /// <param name="pattern">A name, or the beginning of one and <c>*</c>: <c>release/*</c>.</param>
    public static RunCondition Branch(string pattern) => new RefCondition("refs/heads/", pattern);

    /// <summary>The run is for this tag.</summary>
    /// <param name="pattern">A name, or the beginning of one and <c>*</c>: <c>v*</c>; <c>*</c> is any tag.</param>
    public static RunCondition Tag(string pattern) => new RefCondition("refs/tags/", pattern);

    /// <summary>The run was started by this.</summary>
    /// <param name="started">What started it.</param>
    public static RunCondition Event(WorkflowEvent started) => new EventCondition(started);

    /// <summary>A parameter has this value: what a person or a calling workflow gave, or else its default.</summary>
    /// <typeparam name="T">Type of the parameter.</typeparam>
    /// <param name="parameter">An input of the workflow.</param>
    /// <param name="value">The value.</param>
    public static RunCondition Parameter<T>(Parameter<T> parameter, T value)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return new ParameterCondition(parameter, value);
    }

    /// <summary>An output of an earlier job has this text.</summary>
    /// <param name="output">The output; the job that gives it is waited for.</param>
    /// <param name="text">The text.</param>
    public static RunCondition Output(JobOutput output, string text)
    {
        ArgumentNullException.ThrowIfNull(output);
        return new OutputCondition(output, text);
    }

    /// <summary>A job before ended like this.</summary>
    /// <param name="job">Name of the job; it is waited for.</param>
    /// <param name="outcome">How it ended.</param>
    public static RunCondition Job(string job, JobOutcome outcome) => new JobCondition(job, outcome);

    /// <summary>Both hold.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static RunCondition operator &(RunCondition left, RunCondition right) => new AllCondition(left, right);

    /// <summary>At least one holds.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static RunCondition operator |(RunCondition left, RunCondition right) => new AnyCondition(left, right);

    /// <summary>It does not hold.</summary>
    /// <param name="condition">The condition.</param>
    public static RunCondition operator !(RunCondition condition) => new NotCondition(condition);

    /// <inheritdoc cref="op_BitwiseAnd"/>
    public static RunCondition BitwiseAnd(RunCondition left, RunCondition right) => left & right;

    /// <inheritdoc cref="op_BitwiseOr"/>
    public static RunCondition BitwiseOr(RunCondition left, RunCondition right) => left | right;

    /// <inheritdoc cref="op_LogicalNot"/>
    public static RunCondition LogicalNot(RunCondition condition) => !condition;
}
