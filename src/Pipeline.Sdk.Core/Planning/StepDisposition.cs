namespace Pipeline.Sdk.Planning;

/// <summary>What a plan does with a step.</summary>
internal enum StepDisposition
{
    /// <summary>It runs.</summary>
    Run,

    /// <summary>It is left out; the reason says why.</summary>
    Skip,

    /// <summary>Its result was made elsewhere and is at hand.</summary>
    Provided,
}
