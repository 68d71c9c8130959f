using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Pipeline.Sdk.Analyzers.CodeFixes;

/// <summary>PIPE1002: awaits, where the function is asynchronous or a target's work, which may become so.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class BlockingFix() : NodeFix("PIPE1002")
{
    private protected override (string Title, SyntaxNode Root)? Fix(FixPlace place)
    {
        if (place.Access is not { } access || Awaited(place, access) is not var (old, task) || AsyncFunction.Of(old, place) is not { } function)
            return null;

        ExpressionSyntax awaited = SyntaxFactory.AwaitExpression(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), task.WithoutTrivia());
        if (IsPrimary(old))
            awaited = SyntaxFactory.ParenthesizedExpression(awaited);

        var changed = function.ReplaceNode(old, awaited.WithTriviaFrom(old));
        return ("Await it", place.Root.ReplaceNode(function, AsyncFunction.Make(changed)));
    }

    // What is replaced, and by the wait for what.
    private static (ExpressionSyntax Old, ExpressionSyntax Task)? Awaited(FixPlace place, MemberAccessExpressionSyntax access) => (access.Name.Identifier.Text, place.Call) switch
    {
        ("Result", null) => (access, access.Expression),
        ("Wait", { ArgumentList.Arguments.Count: 0 } call) => (call, access.Expression),
        ("GetResult", { } call) when access.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "GetAwaiter", Expression: var task } } => (call, task),
        ("WaitAll", { } call) when place.Model.GetSymbolInfo(call).Symbol is IMethodSymbol { Parameters.Length: 1 } => (call, call.ReplaceNode(access.Name, SyntaxFactory.IdentifierName("WhenAll"))),
        ("Sleep", { } call) when place.OnlyArgument is { } time => (call, Delay(place, time)),
        _ => null,
    };

    // The full names are shortened where the file imports them.
    private static ExpressionSyntax Delay(FixPlace place, ExpressionSyntax time)
    {
        var span = place.Model.GetTypeInfo(time).Type?.SpecialType == SpecialType.System_Int32 ? $"System.TimeSpan.FromMilliseconds({time})" : time.ToString();
        var delay = SyntaxFactory.ParseExpression($"System.Threading.Tasks.Task.Delay({span}, {place.Run}.Clock, {place.Run}.CancellationToken)");
        return delay.ReplaceNodes(delay.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Where(name => name.ToString() is "System.Threading.Tasks.Task" or "System.TimeSpan"), (_, name) => name.WithAdditionalAnnotations(Simplifier.Annotation));
    }

    // Where something is asked of the result, the wait needs parentheses.
    private static bool IsPrimary(ExpressionSyntax old) => old.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == old,
        ElementAccessExpressionSyntax element => element.Expression == old,
        ConditionalAccessExpressionSyntax conditional => conditional.Expression == old,
        InvocationExpressionSyntax or PostfixUnaryExpressionSyntax => true,
        _ => false,
    };
}
