using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Graph;

/// <summary>What an environment's variables and gates must keep to.</summary>
internal static class EnvironmentRules
{
    // They are what an instance is told of itself; a value of the author's would be a lie.
    private static readonly string[] _reserved = ["PORT", "ASPNETCORE_URLS"];

    public static void Check(PipelineDefinition definition, DeploymentEnvironment environment, List<Diagnostic> diagnostics)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var variable in environment.Variables)
        {
            if (!Names.IsIdentifier(variable.Name) || _reserved.Contains(variable.Name) || variable.Name.StartsWith("PIPELINE_", StringComparison.Ordinal))
                diagnostics.Add(GraphDiagnostics.InvalidEnvironmentVariable(environment, variable.Name));
            if (!names.Add(variable.Name))
                diagnostics.Add(GraphDiagnostics.DuplicateEnvironmentVariable(environment, variable.Name));
            if (variable.Value is { } value && value.Owner != definition.Owner)
                diagnostics.Add(GraphDiagnostics.ForeignEnvironmentValue(environment, variable.Name, value.Name));
        }

        foreach (var gate in environment.Gates.OfType<PromotionGate>())
        {
            if (!definition.Environments.Any(known => ReferenceEquals(known, gate.From) && known.Order < environment.Order))
                diagnostics.Add(GraphDiagnostics.InvalidPromotion(environment, gate.From.Name, definition.Environments.Where(known => known.Order < environment.Order).Select(known => known.Name)));
        }
    }
}
