namespace Pipeline.Sdk;

/// <summary>What started a run of a workflow.</summary>
public enum WorkflowEvent
{
    /// <summary>A push to a branch, or of a tag.</summary>
    Push,

    /// <summary>A pull request was opened or updated.</summary>
    PullRequest,

    /// <summary>The clock.</summary>
    Schedule,

    /// <summary>A person.</summary>
    Manual,
}
