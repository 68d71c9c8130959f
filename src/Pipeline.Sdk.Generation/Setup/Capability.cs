namespace Pipeline.Sdk.Generation.Setup;

/// <summary>What becomes of one feature of a workflow in one dialect.</summary>
/// <param name="Feature">The feature: <c>fail fast of test</c>.</param>
/// <param name="Level">What becomes of it.</param>
/// <param name="Remark">How, or what is missing.</param>
internal sealed record Capability(string Feature, CapabilityLevel Level, string Remark);
