using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pipeline.Sdk.Analyzers.CodeFixes;

/// <summary>PIPE1005: passes the run's token.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class CancellationFix() : NodeFix("PIPE1005")
{
    private protected override (string Title, SyntaxNode Root)? Fix(FixPlace place)
    {
        if ((place.Call ?? place.Marked.FirstAncestorOrSelf<InvocationExpressionSyntax>()) is not { } call || place.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
            return null;

        var given = call.ArgumentList.Arguments;

        // An overload with a token need not know the defaults of the method that has none.
        var isOverload = place.Ordinal == method.Parameters.Length;
        if (isOverload && given.Count != place.Ordinal)
            return null;

        var token = SyntaxFactory.Argument(place.OfRun("CancellationToken"));
        if (given.Count != place.Ordinal || given.Any(argument => argument.NameColon is not null))
            token = token.WithNameColon(SyntaxFactory.NameColon(SyntaxFactory.IdentifierName(place.Parameter)).WithTrailingTrivia(SyntaxFactory.Space));
        if (given.Count > 0)
            token = token.WithLeadingTrivia(SyntaxFactory.Space);
        var arguments = SyntaxFactory.SeparatedList<ArgumentSyntax>(given.GetWithSeparators().AddRange(given.Count > 0 ? [SyntaxFactory.Token(SyntaxKind.CommaToken), token] : [token]));
        return ($"Pass {place.Run}.CancellationToken", place.Root.ReplaceNode(call.ArgumentList, call.ArgumentList.WithArguments(arguments)));
    }
}
