namespace Pipeline.Sdk.Delivery;

/// <summary>What a test says so far.</summary>
internal enum Verdict
{
    /// <summary>Nothing yet: the step is held.</summary>
    Inconclusive,

    /// <summary>As good as the live release.</summary>
    Pass,

    /// <summary>Worse than it.</summary>
    Fail,
}
