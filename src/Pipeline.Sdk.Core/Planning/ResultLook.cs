namespace Pipeline.Sdk.Planning;

/// <summary>What is known of a step's stored result before it runs.</summary>
/// <param name="IsStored">Whether a stored result takes the place of running it.</param>
/// <param name="Reason">Why it does, or what changed, as a phrase.</param>
/// <param name="Saved">How long the stored result took to make.</param>
internal sealed record ResultLook(bool IsStored, string Reason, TimeSpan Saved);
