namespace Pipeline.Sdk.Definition;

/// <summary>What a <see cref="ResultSubstitute"/> found.</summary>
/// <param name="Output">The output of the target, or null when there is a problem.</param>
/// <param name="Source">Where it comes from, as it stands behind "result from".</param>
/// <param name="Problem">Why there is none.</param>
internal sealed record SubstituteAnswer(object? Output, string Source, Diagnostic? Problem)
{
    /// <summary>There is no such result.</summary>
    public static SubstituteAnswer Of(Diagnostic problem) => new(null, "", problem);
}
