using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pipeline.Sdk.Analyzers.CodeFixes;

/// <summary>PIPE1003: asks the run for the time, its log and the repository's folders. A variable of the environment has to be declared first, which is for a person to name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AmbientFix() : NodeFix("PIPE1003")
{
    private protected override (string Title, SyntaxNode Root)? Fix(FixPlace place)
    {
        if (place.Access is not { } access || place.Model.GetSymbolInfo(access).Symbol is not { ContainingType: { } type } member)
            return null;

        return (type.ToDisplayString(), member.Name) switch
        {
            ("System.DateTime", "Now") => Replace(place, access, "Clock.GetLocalNow().DateTime"),
            ("System.DateTime", "UtcNow") => Replace(place, access, "Clock.GetUtcNow().UtcDateTime"),
            ("System.DateTime", "Today") => Replace(place, access, "Clock.GetLocalNow().Date"),
            ("System.DateTimeOffset", "Now") => Replace(place, access, "Clock.GetLocalNow()"),
            ("System.DateTimeOffset", "UtcNow") => Replace(place, access, "Clock.GetUtcNow()"),
            ("System.Environment", "CurrentDirectory") when access.Parent is not AssignmentExpressionSyntax assignment || assignment.Left != access => Replace(place, access, "Root"),
            ("System.IO.Directory", "GetCurrentDirectory") when place.Call is { } call => Replace(place, call, "Root"),
            ("System.Console", "WriteLine") when place.Call is { } call && place.OnlyArgument is { } text && place.Model.GetTypeInfo(text).Type?.SpecialType == SpecialType.System_String
                => ($"Write by {place.Run}.Log", place.Root.ReplaceNode(call.Expression, place.OfRun("Log.Info").WithTriviaFrom(call.Expression))),
            ("System.IO.File" or "System.IO.Directory", not "SetCurrentDirectory") when place.Call?.ArgumentList.Arguments.FirstOrDefault() is { NameColon: null } path => InRoot(place, path.Expression),
            _ => null,
        };
    }

    private static (string Title, SyntaxNode Root) Replace(FixPlace place, ExpressionSyntax old, string rest) =>
        ($"Ask {place.Run}.{rest.Split('.')[0]}", place.Root.ReplaceNode(old, place.OfRun(rest).WithTriviaFrom(old)));

    private static (string Title, SyntaxNode Root) InRoot(FixPlace place, ExpressionSyntax path)
    {
        var rooted = SyntaxFactory.InvocationExpression(place.OfRun("PathOf"), SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(path.WithoutTrivia()))));
        return ($"Give {place.Run}.PathOf", place.Root.ReplaceNode(path, rooted.WithTriviaFrom(path)));
    }
}
