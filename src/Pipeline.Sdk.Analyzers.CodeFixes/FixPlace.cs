using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pipeline.Sdk.Analyzers.CodeFixes;

/// <summary>Where a fix is asked for.</summary>
internal sealed class FixPlace(Microsoft.CodeAnalysis.Diagnostic diagnostic, SyntaxNode root, SemanticModel model)
{
    public SyntaxNode Root { get; } = root;

    public SemanticModel Model { get; } = model;

    /// <summary>What is marked.</summary>
    public SyntaxNode Marked { get; } = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

    /// <summary>The member that is marked at its name, with what it is a member of; null where it is named alone, by <c>using static</c>.</summary>
    public MemberAccessExpressionSyntax? Access => Marked.Parent is MemberAccessExpressionSyntax access && access.Name == Marked ? access : null;

    /// <summary>The call of <see cref="Access"/>; null where it is none.</summary>
    public InvocationExpressionSyntax? Call => Access?.Parent as InvocationExpressionSyntax;

    /// <summary>The argument of <see cref="Call"/>; null where there are more, or none.</summary>
    public ExpressionSyntax? OnlyArgument => Call is { ArgumentList.Arguments: { Count: 1 } arguments } ? arguments[0].Expression : null;

    /// <summary>The name of the run's parameter.</summary>
    public string Run => Fact(FixFacts.Run);

    /// <summary>The name of the parameter that takes a token.</summary>
    public string Parameter => Fact(FixFacts.Parameter);

    /// <summary>Where that parameter stands.</summary>
    public int Ordinal => int.Parse(Fact(FixFacts.Ordinal), CultureInfo.InvariantCulture);

    /// <summary>An expression of the run's parameter.</summary>
    public ExpressionSyntax OfRun(string rest) => SyntaxFactory.ParseExpression($"{Run}.{rest}");

    private string Fact(string name) => diagnostic.Properties.TryGetValue(name, out var value) && value is not null ? value : "";
}
