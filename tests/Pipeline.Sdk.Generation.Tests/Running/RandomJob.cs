namespace Pipeline.Sdk.Generation.Running;

/// <summary>A job made of numbers.</summary>
/// <param name="Targets">A bit for each target that it names.</param>
/// <param name="Condition">Which condition; from 30 on none.</param>
/// <param name="Other">A second condition.</param>
/// <param name="Join">How the two are joined.</param>
/// <param name="Features">A bit for each feature that it has.</param>
internal sealed record RandomJob(int Targets, int Condition, int Other, int Join, int Features);
