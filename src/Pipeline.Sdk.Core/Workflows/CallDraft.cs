namespace Pipeline.Sdk;

/// <summary>A call of another workflow while it is being described. Every step returns a new draft.</summary>
public sealed class CallDraft
{
    internal CallDraft(JobDefinition job) => Job = job;

    internal JobDefinition Job { get; }

    /// <summary>Gives an input of the called workflow a value; without it the input has its default.</summary>
    /// <typeparam name="T">Type of the parameter.</typeparam>
    /// <param name="parameter">An input of the called workflow.</param>
    /// <param name="value">The value.</param>
    public CallDraft With<T>(Parameter<T> parameter, T value)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return new(Job with { CallValues = Job.CallValues.Add(new MatrixValue(parameter, value)) });
    }

    /// <summary>Waits for these jobs of the calling workflow.</summary>
    /// <param name="jobs">Their names.</param>
    public CallDraft After(params string[] jobs) => new(Job with { After = [.. Job.After, .. jobs] });

    /// <summary>When the workflow is called; the default is when the jobs before succeeded.</summary>
    /// <param name="condition">The condition.</param>
    public CallDraft If(RunCondition condition) => new(Job with { Condition = condition });
}
