using System.Collections.Immutable;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Planning;

/// <summary>What the variables of an environment read. Only the selected environment's are ever bound, so a run cannot see another one's.</summary>
internal static class EnvironmentParameters
{
    public static ImmutableArray<ParameterDefinition> Of(PipelineDefinition definition, DeploymentEnvironment? environment)
    {
        if (environment is null || environment.Variables.IsEmpty)
            return [];

        var found = ImmutableArray.CreateBuilder<ParameterDefinition>();
        foreach (var variable in environment.Variables)
        {
            foreach (var parameter in definition.Parameters)
            {
                if (parameter.Handle == variable.Value && !found.Contains(parameter))
                    found.Add(parameter);
            }
        }

        return found.ToImmutable();
    }

    /// <summary>All that a step's target reads.</summary>
    public static ImmutableArray<ParameterDefinition> OfStep(GraphTarget target, ImmutableArray<ParameterDefinition> ofEnvironment)
    {
        if (ofEnvironment.IsEmpty || !target.Definition.Draft.ReadsEnvironmentVariables)
            return target.Parameters;

        var all = target.Parameters;
        foreach (var parameter in ofEnvironment)
        {
            if (!all.Contains(parameter))
                all = all.Add(parameter);
        }

        return all;
    }
}
