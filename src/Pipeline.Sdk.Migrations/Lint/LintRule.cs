namespace Pipeline.Sdk.Migrations;

/// <summary>One rule of the lint.</summary>
/// <param name="Code">Its code, documented in <c>docs/migrations.md</c>.</param>
/// <param name="Name">Its name for lists.</param>
/// <param name="Check">What a statement does wrong, in words, with the way to do it otherwise; null when nothing.</param>
internal sealed record LintRule(string Code, string Name, Func<LintScope, string?> Check)
{
    /// <summary>Whether a finding means that the release before cannot run on the schema after the script.</summary>
    public bool IsIncompatible { get; init; }
}
