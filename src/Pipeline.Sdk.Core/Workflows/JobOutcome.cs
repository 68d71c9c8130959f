namespace Pipeline.Sdk;

/// <summary>How a job ended.</summary>
public enum JobOutcome
{
    /// <summary>All of it succeeded.</summary>
    Succeeded,

    /// <summary>Something in it failed.</summary>
    Failed,

    /// <summary>Its condition did not hold, or a job it needs did not succeed.</summary>
    Skipped,
}
