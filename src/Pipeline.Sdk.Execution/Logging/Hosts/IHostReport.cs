namespace Pipeline.Sdk.Execution;

/// <summary>What a CI system takes beside the log of a job: requests to its agent, or files that it collects.</summary>
internal interface IHostReport
{
    /// <summary>What it is, for the warning that it could not be made: <c>the Code Quality report</c>.</summary>
    string Name { get; }

    /// <summary>Hands over what is to be said of a run that ended. Everything in it is masked.</summary>
    /// <param name="summary">The run.</param>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="HttpRequestException">The agent did not take it.</exception>
    /// <exception cref="OperationCanceledException">The agent did not answer in time.</exception>
    void Hand(RunSummary summary);
}
