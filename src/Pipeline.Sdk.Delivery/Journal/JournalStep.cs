namespace Pipeline.Sdk.Delivery;

/// <summary>The steps of a deployment, in their order. Each is written before what it names is done, except the last two, which are verdicts.</summary>
internal enum JournalStep
{
    /// <summary>A deployment is about to begin.</summary>
    Begin,

    /// <summary>The release is about to be stored.</summary>
    Store,

    /// <summary>The new instances are about to be started.</summary>
    Start,

    /// <summary>The number of instances of a release is about to change.</summary>
    Scale,

    /// <summary>The new release is about to be asked whether it works.</summary>
    Smoke,

    /// <summary>The new release is about to get a share of the traffic.</summary>
    Share,

    /// <summary>The new release is about to be judged.</summary>
    Judge,

    /// <summary>The judge begins to count, or goes on with what an engine counted that was killed.</summary>
    Evidence,

    /// <summary>The new release was judged; the message has the numbers.</summary>
    Verdict,

    /// <summary>Time is about to pass, or a gate is about to be waited for.</summary>
    Wait,

    /// <summary>The new release is about to be taken back.</summary>
    TakeBack,

    /// <summary>The traffic is about to be switched.</summary>
    Switch,

    /// <summary>What is live is about to be read back.</summary>
    ReadBack,

    /// <summary>The release is live, and that was read back.</summary>
    Succeeded,

    /// <summary>It failed; the release before keeps serving.</summary>
    Failed,
}
