using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Graph;

/// <summary>Which environment variables may carry which parameter: one variable, one meaning.</summary>
internal static class ParameterRules
{
    // Names the user's secrets file.
    private const string SecretsFile = "PIPELINE_SECRETS_FILE";

    public static void Check(PipelineDefinition definition, List<Diagnostic> diagnostics)
    {
        var first = new Dictionary<string, ParameterDefinition>(StringComparer.Ordinal);
        foreach (var parameter in definition.Parameters)
        {
            if (parameter.NativeVariable is { } native)
            {
                if (!IsVariable(native))
                    diagnostics.Add(GraphDiagnostics.InvalidVariable(parameter.Name, native, parameter.Source));
                else if (IsReserved(native))
                    diagnostics.Add(GraphDiagnostics.ReservedVariable(parameter.Name, native, parameter.Source));
                else
                    Claim(native, parameter, first, diagnostics);
            }

            // A name that is declared twice is told as such.
            Claim(parameter.Variable, parameter, first, diagnostics);
            if (parameter.IsSecret && parameter.FileVariable == SecretsFile)
                diagnostics.Add(GraphDiagnostics.ReservedVariable(parameter.Name, SecretsFile, parameter.Source));
            else if (parameter.IsSecret)
                Claim(parameter.FileVariable, parameter, first, diagnostics);
        }
    }

    private static void Claim(string variable, ParameterDefinition parameter, Dictionary<string, ParameterDefinition> first, List<Diagnostic> diagnostics)
    {
        if (!first.TryAdd(variable, parameter) && first[variable].Name != parameter.Name)
            diagnostics.Add(GraphDiagnostics.DuplicateVariable(parameter.Name, variable, parameter.Source, first[variable].Name, first[variable].Source));
    }

    private static bool IsVariable(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
                return false;
        }

        return name.Length > 0 && !char.IsAsciiDigit(name[0]);
    }

    private static bool IsReserved(string variable) =>
        variable == SecretsFile
        || (variable.StartsWith("PIPELINE_", StringComparison.Ordinal) && ReservedOptions.All.Contains(variable["PIPELINE_".Length..].Replace('_', '-')));
}
