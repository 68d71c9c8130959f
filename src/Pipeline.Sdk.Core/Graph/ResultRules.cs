using System.Collections.Immutable;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Graph;

/// <summary>What must hold for what a target says of its result.</summary>
internal static class ResultRules
{
    /// <summary>Checks one target.</summary>
    public static void Check(TargetDefinition target, ResultRule rule, List<Diagnostic> diagnostics)
    {
        if (!rule.HasInputs)
            diagnostics.Add(ResultDiagnostics.NoInputs(target.Name, target.Source));
        if (target.Draft.ChangesEnvironment)
            diagnostics.Add(ResultDiagnostics.ChangesEnvironment(target.Name, target.Source));
        if (target.Draft.IsFinally)
            diagnostics.Add(ResultDiagnostics.AlwaysRuns(target.Name, target.Source));
        CheckPatterns(target, rule.Inputs, diagnostics);
        CheckPatterns(target, rule.Outputs ?? [], diagnostics);
    }

    private static void CheckPatterns(TargetDefinition target, ImmutableArray<string> patterns, List<Diagnostic> diagnostics)
    {
        foreach (var pattern in patterns)
        {
            if (Fault(pattern) is { } fault)
                diagnostics.Add(ResultDiagnostics.InvalidPattern(target.Name, pattern, fault, target.Source));
        }
    }

    private static string? Fault(string pattern)
    {
        var text = pattern.StartsWith('!') ? pattern[1..] : pattern;
        if (text.Length == 0)
            return "it is empty";
        if (text.Contains('\\', StringComparison.Ordinal))
            return "folders are separated by /";
        if (text[0] == '/' || (text.Length > 1 && text[1] == ':'))
            return "it is absolute";

        foreach (var part in text.Split('/'))
        {
            if (part == "..")
                return "it leaves the repository";
            if (part.Contains("**", StringComparison.Ordinal) && part != "**")
                return "** stands alone between two /";
        }

        return null;
    }
}
