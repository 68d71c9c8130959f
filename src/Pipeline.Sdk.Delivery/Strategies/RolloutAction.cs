namespace Pipeline.Sdk.Delivery;

/// <summary>What a step of a rollout does.</summary>
internal enum RolloutAction
{
    /// <summary>Starts the new release and waits until it is ready.</summary>
    Start,

    /// <summary>Gives the new release more instances, and waits until they are ready.</summary>
    Grow,

    /// <summary>Takes instances from the live release.</summary>
    ShrinkLive,

    /// <summary>Ends the live release.</summary>
    StopLive,

    /// <summary>Asks the new release whether it works, before it has traffic.</summary>
    Smoke,

    /// <summary>Gives the new release a share of the traffic.</summary>
    Share,

    /// <summary>Holds until the new release has proven itself.</summary>
    Judge,

    /// <summary>Lets time pass.</summary>
    Wait,

    /// <summary>Holds until a gate opens.</summary>
    Gate,

    /// <summary>Gives the new release all traffic and reads back that it has it.</summary>
    Promote,

    /// <summary>Ends the release that was live before.</summary>
    StopPrevious,
}
