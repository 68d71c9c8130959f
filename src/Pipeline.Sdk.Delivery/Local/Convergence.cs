namespace Pipeline.Sdk.Delivery;

/// <summary>What is there after what killed engines left was brought to its end.</summary>
/// <param name="Url">The service's address.</param>
/// <param name="Resumed">The deployment that goes on, or null.</param>
/// <param name="TakenBack">The deployment that was under way and was taken back, or null.</param>
/// <param name="HasLive">Whether a release is live.</param>
internal sealed record Convergence(string Url, ResumePoint? Resumed, JournalEntry? TakenBack, bool HasLive);
