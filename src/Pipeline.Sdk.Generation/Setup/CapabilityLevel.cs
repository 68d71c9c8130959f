namespace Pipeline.Sdk.Generation.Setup;

/// <summary>What becomes of a feature in a dialect.</summary>
internal enum CapabilityLevel
{
    /// <summary>It means the same.</summary>
    Exact,

    /// <summary>It is made of other things, and means the same.</summary>
    Emulated,

    /// <summary>The file alone does not do it: somebody sets something up.</summary>
    Manual,

    /// <summary>The system cannot.</summary>
    Refused,
}
