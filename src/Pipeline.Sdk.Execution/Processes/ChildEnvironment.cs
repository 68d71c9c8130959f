using System.Collections.Immutable;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// What the programs of a step inherit: the environment of this process, without the variables of secrets that the step's target did not
/// declare; those of the pipeline itself inherit none. What a command sets itself is its author's word and stays.
/// </summary>
internal sealed class ChildEnvironment
{
    private readonly ImmutableArray<ParameterDefinition> _parameters;
    private readonly PlanStep? _step;

    /// <summary>Prepares for the programs of one step. Nothing is worked out before the first of them: most steps of a large plan have none.</summary>
    /// <param name="parameters">All that the pipeline declares.</param>
    /// <param name="step">The step; null for the pipeline itself.</param>
    public ChildEnvironment(ImmutableArray<ParameterDefinition> parameters, PlanStep? step = null) => (_parameters, _step) = (parameters, step);

    /// <summary>The variables to set, and with null those to remove, for one command.</summary>
    public Dictionary<string, string?> For(ToolCommand command)
    {
        var variables = new Dictionary<string, string?>(command.Variables);
        foreach (var name in Withheld())
            variables.TryAdd(name, null);
        foreach (var name in Undeclared())
            variables.TryAdd(name, null);
        return variables;
    }

    // A result that is stored must not rest on a variable that nobody knows of.
    private IEnumerable<string> Undeclared()
    {
        if (_step?.Target.Definition.Draft.Result is not { } rule)
            return [];

        var declared = _step.Target.Parameters.SelectMany(parameter => Variables(parameter)).Concat(rule.Variables).ToHashSet(StringComparer.Ordinal);
        return Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => !CacheableEnvironment.Allows(name) && !declared.Contains(name));
    }

    private IEnumerable<string> Withheld()
    {
        // A variable that two secrets share is the declared one's, too.
        var declared = _step is null ? [] : _step.Target.Parameters.SelectMany(parameter => Variables(parameter));
        return _parameters.Where(parameter => parameter.IsSecret).SelectMany(parameter => Variables(parameter)).Except(declared, StringComparer.Ordinal);
    }

    /// <summary>Every variable that may carry a parameter's value: the one place to add another kind.</summary>
    private static ImmutableArray<string> Variables(ParameterDefinition parameter) => [.. parameter.Variables, parameter.FileVariable];
}
