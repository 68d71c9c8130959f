namespace Pipeline.Sdk.Delivery;

/// <summary>What a deployment set out to do.</summary>
internal enum DeploymentKind
{
    /// <summary>Make a release live.</summary>
    Deploy,

    /// <summary>Go back to the release before.</summary>
    Rollback,
}
