namespace Pipeline.Sdk.Graph;

/// <summary>What can be wrong with what a target says of its result: PIPE014x.</summary>
internal static class ResultDiagnostics
{
    public static Diagnostic NoInputs(string target, SourceLine source) =>
        new("PIPE0145", $"Target '{target}' says what its result consists of or rests on, but declares no inputs, so it always runs. Add .Inputs(…), or remove the rest.", Source: source);

    public static Diagnostic ChangesEnvironment(string target, SourceLine source) =>
        new("PIPE0146", $"Target '{target}' changes an environment, and a stored result cannot do that. Remove .Inputs(…), or move the work that only makes files into a target of its own.", Source: source);

    public static Diagnostic AlwaysRuns(string target, SourceLine source) =>
        new("PIPE0147", $"Target '{target}' always runs (Finally), so its result is never taken from an earlier run. Remove .Inputs(…).", Source: source);

    public static Diagnostic InvalidPattern(string target, string pattern, string fault, SourceLine source) =>
        new("PIPE0148", $"Target '{target}' has the pattern '{pattern}', which cannot be used: {fault}. A pattern is a path inside of the repository like src/**/*.cs, with * ? and **.", Source: source);
}
