namespace Pipeline.Sdk.Migrations;

/// <summary>Something about a script that hurts on a running system.</summary>
/// <param name="Code">The rule's code: <c>MIG0001</c>.</param>
/// <param name="File">The script.</param>
/// <param name="Line">The line in which the statement starts.</param>
/// <param name="Message">What it is and how to do it otherwise.</param>
/// <param name="Acknowledged">The reason that the script gives for it; null when it gives none.</param>
public sealed record LintFinding(string Code, string File, int Line, string Message, string? Acknowledged)
{
    /// <summary>The form that compilers use and editors understand.</summary>
    public override string ToString() => $"{File}({Line}): {Code}: {Message}{(Acknowledged is null ? "" : $" (acknowledged: {Acknowledged})")}";
}
