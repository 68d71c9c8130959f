namespace Pipeline.Sdk.Execution;

/// <summary>What is known of a target when its group is opened.</summary>
internal enum GroupState
{
    /// <summary>It runs, and its lines follow as they come.</summary>
    Live,

    /// <summary>It has ended, and nobody needs to read it.</summary>
    Done,

    /// <summary>It has failed.</summary>
    Failed,
}
