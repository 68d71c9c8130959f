namespace Pipeline.Sdk;

/// <summary>A right that a target needs of the CI system's own token.</summary>
/// <param name="Scope">What for.</param>
/// <param name="Access">How far.</param>
public sealed record TokenRight(TokenScope Scope, TokenAccess Access);
