using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Pipeline.Sdk.Analyzers;

/// <summary>What is wrong with the work of a target: it blocks, reads what it did not declare, shows a secret, or goes on when the run is cancelled.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TargetAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.Blocking, Rules.Ambient, Rules.SecretArgument, Rules.IgnoredCancellation];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.Of(start.Compilation) is not { } types)
                return;

            start.RegisterOperationAction(operation => LookAtCall(operation, (IInvocationOperation)operation.Operation, types), OperationKind.Invocation);
            start.RegisterOperationAction(operation => LookAtProperty(operation, (IPropertyReferenceOperation)operation.Operation, types), OperationKind.PropertyReference);
            start.RegisterOperationAction(operation => LookAtCommand(operation, (IObjectCreationOperation)operation.Operation, types), OperationKind.ObjectCreation);
        });
    }

    private static void LookAtCall(OperationAnalysisContext context, IInvocationOperation call, KnownTypes types)
    {
        var (method, member) = (call.TargetMethod, Members.NameOf(call.TargetMethod));
        if (Members.Blocking(method) is { } instead)
            Report(context, call, types, Rules.Blocking, _ => [member, instead]);
        else if (Members.Ambient(method) is { } declared)
            Report(context, call, types, Rules.Ambient, _ => [member, declared]);
        else if (Members.TakesPath(method) && call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value is { ConstantValue: { HasValue: true, Value: string path } } && !Members.IsRooted(path))
            Report(context, call, types, Rules.Ambient, run => [$"'{path}' below the current folder", $"give {run.Name}.PathOf(\"{path}\")"]);
        else if (Members.UnusedToken(call, types) is { } token)
            Report(context, call, types, Rules.IgnoredCancellation, run => [member, run.Name], token);

        if (method.Name == "Tool" && call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } && types.IsRun(call.SemanticModel?.GetTypeInfo(access.Expression).Type))
            LookForSecrets(context, call.Arguments, types);
    }

    private static void LookAtProperty(OperationAnalysisContext context, IPropertyReferenceOperation reference, KnownTypes types)
    {
        var member = Members.NameOf(reference.Property);
        if (Members.Blocking(reference.Property) is { } instead)
            Report(context, reference, types, Rules.Blocking, _ => [member, instead]);
        else if (Members.Ambient(reference.Property) is { } declared)
            Report(context, reference, types, Rules.Ambient, _ => [member, declared]);
    }

    private static void LookAtCommand(OperationAnalysisContext context, IObjectCreationOperation creation, KnownTypes types)
    {
        // Only the words of the command: what is set behind it by name is not shown to others.
        if (KnownTypes.Is(creation.Type, types.Command))
            LookForSecrets(context, creation.Arguments, types);
    }

    private static void LookForSecrets(OperationAnalysisContext context, ImmutableArray<IArgumentOperation> arguments, KnownTypes types)
    {
        foreach (var reveal in arguments.Where(argument => !KnownTypes.Is(argument.Value.Type, types.Command)).SelectMany(argument => argument.DescendantsAndSelf()).OfType<IInvocationOperation>())
        {
            if (reveal.TargetMethod.Name == "Reveal" && types.IsSecret(reveal.TargetMethod.ContainingType))
                context.ReportDiagnostic(Microsoft.CodeAnalysis.Diagnostic.Create(Rules.SecretArgument, reveal.Syntax.GetLocation()));
        }
    }

    private static void Report(OperationAnalysisContext context, IOperation operation, KnownTypes types, DiagnosticDescriptor rule, Func<IParameterSymbol, object[]> words, IParameterSymbol? token = null)
    {
        if (TargetCode.RunOf(operation, context.ContainingSymbol, types) is not { } run)
            return;

        var facts = ImmutableDictionary<string, string?>.Empty.Add(FixFacts.Run, run.Name);
        if (token is not null)
            facts = facts.Add(FixFacts.Parameter, token.Name).Add(FixFacts.Ordinal, token.Ordinal.ToString(CultureInfo.InvariantCulture));
        context.ReportDiagnostic(Microsoft.CodeAnalysis.Diagnostic.Create(rule, NameLocation.Of(operation), facts, words(run)));
    }
}
