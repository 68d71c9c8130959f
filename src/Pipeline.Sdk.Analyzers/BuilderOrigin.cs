using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Pipeline.Sdk.Analyzers;

/// <summary>Finds the variable of the builder that an expression begins with, as far as that can be seen in one method.</summary>
internal static class BuilderOrigin
{
    private const int Deepest = 50;

    public static ISymbol? Of(IOperation? operation, KnownTypes types, int depth = 0)
    {
        while (operation is not null && depth++ < Deepest)
        {
            if (types.IsBuilder(operation.Type) && Variable(operation) is { } builder)
                return builder;

            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IInvocationOperation call:
                    // An extension's receiver is its first argument.
                    operation = call.Instance ?? call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value;
                    break;
                case ILocalReferenceOperation local:
                    operation = Initializer(local);
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private static ISymbol? Variable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        _ => null,
    };

    private static IOperation? Initializer(ILocalReferenceOperation reference) =>
        reference.SemanticModel is { } model
        && reference.Local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value }
        && value.SyntaxTree == model.SyntaxTree
            ? model.GetOperation(value)
            : null;
}
