namespace Pipeline.Sdk.Reporting;

/// <summary>What a line of a journal means for the release.</summary>
internal enum DeploymentTone
{
    /// <summary>It goes on.</summary>
    Step,

    /// <summary>Something spoke for it.</summary>
    Good,

    /// <summary>Something spoke against it.</summary>
    Bad,

    /// <summary>Nothing could be told.</summary>
    Open,
}
