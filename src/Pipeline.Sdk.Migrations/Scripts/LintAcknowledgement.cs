namespace Pipeline.Sdk.Migrations;

/// <summary><c>-- pipeline: allow MIG0001 the table was never used</c>: the author knows of a lint finding and says why it may stand.</summary>
/// <param name="Code">The finding's code.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record LintAcknowledgement(string Code, string Reason);
