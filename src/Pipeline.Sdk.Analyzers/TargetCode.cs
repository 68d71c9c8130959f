using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Pipeline.Sdk.Analyzers;

/// <summary>Tells what is run as a part of a target from what only defines the pipeline.</summary>
internal static class TargetCode
{
    /// <summary>The run's parameter where an operation stands, by the nearest lambda, local function or method that has one; null outside of targets.</summary>
    public static IParameterSymbol? RunOf(IOperation operation, ISymbol container, KnownTypes types)
    {
        for (var at = operation.Parent; at is not null; at = at.Parent)
        {
            var method = at switch
            {
                IAnonymousFunctionOperation lambda => lambda.Symbol,
                ILocalFunctionOperation local => local.Symbol,
                _ => null,
            };
            if (RunOf(method, types) is { } run)
                return run;
        }

        return RunOf(container as IMethodSymbol, types);
    }

    private static IParameterSymbol? RunOf(IMethodSymbol? method, KnownTypes types) => method?.Parameters.FirstOrDefault(parameter => types.IsRun(parameter.Type));
}
