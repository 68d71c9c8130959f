namespace Pipeline.Sdk.Execution;

/// <summary>The commands that a CI system reads from a job's log. Each gives the text to print, line ends inside but not after it, or null for none.</summary>
internal interface IHostDialect
{
    /// <summary>Takes the commands out of what is not ours.</summary>
    CommandFence Fence { get; }

    /// <summary>Whether the system keeps lines of several groups apart itself, so that all may be open at once.</summary>
    bool Interleaves => false;

    /// <summary>Makes the system hide a text from here on.</summary>
    string? Secret(string line) => null;

    /// <summary>Opens a target's group.</summary>
    /// <param name="target">The target.</param>
    /// <param name="state">Whether it should be unfolded from the start.</param>
    /// <param name="now">The time.</param>
    string Open(string target, GroupState state, DateTimeOffset now);

    /// <summary>Ends a target's group.</summary>
    string? Close(string target, bool hasFailed, DateTimeOffset now);

    /// <summary>A line inside of a group, fenced already.</summary>
    string Line(string target, string text, LineKind kind) => text;

    /// <summary>Shows a remark beside its place in the sources.</summary>
    string? Annotation(string target, Annotation annotation) => null;

    /// <summary>Marks the job with a target's failure.</summary>
    /// <param name="result">The failure.</param>
    /// <param name="isAnnotated">Whether remarks on the sources have said it already.</param>
    string? Failure(StepResult result, bool isAnnotated) => null;

    /// <summary>The heading before the summary, where groups have no end.</summary>
    string? SummaryHeading() => null;

    /// <summary>Whether the system has a page for the summary of a run.</summary>
    bool HasPage => false;

    /// <summary>Hands the summary to the system, for the page of the run.</summary>
    /// <param name="markdown">The summary.</param>
    /// <param name="summary">What it is of.</param>
    /// <exception cref="IOException">It could not be written.</exception>
    string? Upload(string markdown, RunSummary summary) => null;
}
