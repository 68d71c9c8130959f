using System.Collections.Immutable;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// What the programs of a step inherit: the environment of this process, without the variables of secrets that the step's target did not
/// declare. What a command sets itself is its author's word and stays.
/// </summary>
internal sealed class ChildEnvironment
{
    private readonly ImmutableArray<string> _withheld;

    public ChildEnvironment(IEnumerable<ParameterDefinition> parameters, PlanStep step)
    {
        var secrets = parameters.Where(parameter => parameter.IsSecret).ToLookup(secret => step.Target.Parameters.Any(declared => declared.Name == secret.Name));

        // A variable that two secrets share is the declared one's, too.
        _withheld = [.. secrets[false].SelectMany(secret => Variables(secret)).Except(secrets[true].SelectMany(secret => Variables(secret)), StringComparer.Ordinal)];
    }

    /// <summary>The variables to set, and with null those to remove, for one command.</summary>
    public Dictionary<string, string?> For(ToolCommand command)
    {
        var variables = new Dictionary<string, string?>(command.Variables);
        foreach (var name in _withheld)
            variables.TryAdd(name, null);
        return variables;
    }

    /// <summary>Every variable that may carry a parameter's value: the one place to add another kind.</summary>
    private static ImmutableArray<string> Variables(ParameterDefinition parameter) => [parameter.Variable];
}
