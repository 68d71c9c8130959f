using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Pipeline.Sdk.Analyzers;

/// <summary>Where a call is marked: at its name, because a chain of calls is long.</summary>
internal static class NameLocation
{
    public static Location Of(IOperation operation) => operation switch
    {
        IInvocationOperation { Syntax: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } } => access.Name.GetLocation(),
        IPropertyReferenceOperation { Syntax: MemberAccessExpressionSyntax access } => access.Name.GetLocation(),
        _ => operation.Syntax.GetLocation(),
    };
}
