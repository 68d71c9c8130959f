namespace Pipeline.Sdk.Analyzers;

/// <summary>What an analyzer tells the code fixes with a diagnostic, so that they need not find it out again. Compiled into both assemblies.</summary>
internal static class FixFacts
{
    /// <summary>The name of the run's parameter where the mark stands.</summary>
    public const string Run = "run";

    /// <summary>The name of the parameter that takes the token.</summary>
    public const string Parameter = "parameter";

    /// <summary>Where that parameter stands, from 0.</summary>
    public const string Ordinal = "ordinal";
}
