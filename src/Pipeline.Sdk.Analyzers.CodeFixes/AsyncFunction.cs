using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pipeline.Sdk.Analyzers.CodeFixes;

/// <summary>The function that an expression stands in, made asynchronous where nobody but the SDK calls it.</summary>
internal static class AsyncFunction
{
    /// <summary>The function that can await there; null where it cannot without changes elsewhere.</summary>
    public static SyntaxNode? Of(SyntaxNode node, FixPlace place)
    {
        foreach (var at in node.Ancestors())
        {
            switch (at)
            {
                case LockStatementSyntax:
                    return null;
                case AnonymousFunctionExpressionSyntax function:
                    return IsAsync(function.Modifiers) || IsWork(function, place) ? function : null;
                case LocalFunctionStatementSyntax local:
                    return IsAsync(local.Modifiers) ? local : null;
                case MemberDeclarationSyntax member and not GlobalStatementSyntax:
                    return IsAsync(member.Modifiers) ? member : null;
            }
        }

        return null;
    }

    /// <summary>Adds <c>async</c> to a lambda that has none.</summary>
    public static SyntaxNode Make(SyntaxNode function) => function is LambdaExpressionSyntax lambda && !IsAsync(lambda.Modifiers)
        ? lambda.WithoutLeadingTrivia().AddModifiers(SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space)).WithLeadingTrivia(lambda.GetLeadingTrivia())
        : function;

    private static bool IsAsync(SyntaxTokenList modifiers) => modifiers.Any(SyntaxKind.AsyncKeyword);

    // A lambda with the run among its parameters goes to Run, which takes work that is awaited too. One that hands on a task itself would have to be rewritten.
    private static bool IsWork(AnonymousFunctionExpressionSyntax function, FixPlace place) =>
        function is LambdaExpressionSyntax
        && place.Model.GetSymbolInfo(function).Symbol is IMethodSymbol lambda
        && lambda.Parameters.Any(parameter => parameter.Name == place.Run)
        && !lambda.ReturnType.Name.EndsWith("Task", StringComparison.Ordinal);
}
