using System.Text.RegularExpressions;
using Pipeline.Sdk.Generation.Yaml;

namespace Pipeline.Sdk.Generation.Rules;

/// <summary>
/// The last look at a document before it is written: no script contains anything that the CI system would replace. Our own scripts
/// need none, so the rule is stricter than a list of dangerous values and cannot miss a new one.
/// </summary>
internal static partial class ScriptRules
{
    private static readonly string[] ScriptKeys = ["run", "bash", "pwsh", "powershell", "script"];

    public static void Check(string workflow, YamlMapping document)
    {
        var diagnostics = new List<Diagnostic>();
        Visit(workflow, document, "", diagnostics);
        if (diagnostics.Count > 0)
            throw new InvalidPipelineException([.. diagnostics]);
    }

    private static void Visit(string workflow, YamlNode node, string place, List<Diagnostic> diagnostics)
    {
        switch (node)
        {
            case YamlMapping mapping:
                foreach (var (key, value) in mapping)
                {
                    var at = place.Length == 0 ? key.Value : $"{place}.{key.Value}";
                    if (value is YamlScalar script && ScriptKeys.Contains(key.Value, StringComparer.Ordinal))
                        diagnostics.AddRange(Replaced().Matches(script.Value).Select(match => GenerationDiagnostics.UntrustedScript(workflow, at, match.Value)));
                    Visit(workflow, value, at, diagnostics);
                }

                break;
            case YamlSequence sequence:
                foreach (var (index, item) in sequence.Index())
                    Visit(workflow, item, $"{place}[{index}]", diagnostics);
                break;
        }
    }

    // GitHub's ${{ … }}, Azure's $(Name.Of.Variable), ${{ … }} and $[ … ]. A command substitution with a single plain word looks like an Azure
    // variable, and Azure would treat it as one when such a variable exists: it is refused too.
    [GeneratedRegex(@"\$\{\{.*?\}\}|\$\([A-Za-z_][A-Za-z0-9_.]*\)|\$\[.*?\]", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Replaced();
}
