namespace Pipeline.Sdk.Planning;

/// <summary>A right of the CI system's token that a job gets, and why.</summary>
internal sealed record JobRight(TokenScope Scope, TokenAccess Access, string Reason);
