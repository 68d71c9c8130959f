namespace Pipeline.Sdk.Generation.Setup;

/// <summary>The words for a capability's level.</summary>
internal static class SetupWords
{
    public static string Of(CapabilityLevel level) => level switch
    {
        CapabilityLevel.Exact => "exact",
        CapabilityLevel.Emulated => "emulated",
        CapabilityLevel.Manual => "needs manual set-up",
        _ => "refused",
    };
}
