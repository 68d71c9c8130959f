using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pipeline.Sdk.Analyzers.CodeFixes;

/// <summary>PIPE1007: begins a description, which only a person can write.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DescriptionFix() : NodeFix("PIPE1007")
{
    private protected override (string Title, SyntaxNode Root)? Fix(FixPlace place)
    {
        if (place.Marked.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } target)
            return null;

        var described = SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, target.WithoutTrailingTrivia(), SyntaxFactory.IdentifierName("Describe")),
            SyntaxFactory.ParseArgumentList("(\"…\")"));
        return ("Describe the target", place.Root.ReplaceNode(target, described.WithTrailingTrivia(target.GetTrailingTrivia())));
    }
}
